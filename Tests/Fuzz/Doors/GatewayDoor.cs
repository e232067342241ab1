using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>HTTP/1.1 as bytes: bad chunks, two lengths, heads without end. Nothing is forwarded that was not answered: a request hidden in another would be.</summary>
internal sealed partial class GatewayDoor : Door
{
    private static readonly int[] Meant = [501, 502, 503, 504, 505];

    private RawGateway _gateway = null!;

    public override string Name => "gateway-requests";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
        Bytes("POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"),
        Bytes("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhello\r\n0\r\nTrailer: y\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n"),
        Bytes("GET http://x/abs HTTP/1.1\r\nHost: x\r\nConnection: close, X-A\r\nX-A: b\r\nX-Forwarded-For: 1.2.3.4\r\nCookie: a=b; c=d\r\n\r\n"),
        Bytes("OPTIONS * HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
        Bytes("GET / HTTP/1.0\r\n\r\n"),
        Bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"),
    ];

    public override IReadOnlyList<string> Words { get; } =
    [
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n", "Transfer-Encoding:\tchunked\r\n", "Transfer-Encoding: identity, chunked\r\n", "Transfer-Encoding: xchunked\r\n", "Content-Length: 5\r\n", "Content-Length: +5\r\n", "Content-Length: 5, 5\r\n",
        "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n", "Host: y\r\n", " folded\r\n", "\r\n\r\n", "\n", "\r", "0\r\n\r\n", "ffffffffffffffff\r\n", "5 ;x\r\n", "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1", "HTTP/9.9", "CONNECT x:80", "TRACE", "Expect: 100-continue\r\n",
        "Authorization: Bearer x\r\n", "Connection: keep-alive, close\r\n", "X: \0\r\n",
    ];

    public override int Share => 4;

    public override async Task OpenAsync() => _gateway = await RawGateway.StartAsync();

    public override async ValueTask KnockAsync(byte[] input)
    {
        var (answer, isWhole, forwarded) = await _gateway.SayAsync(8080, input);
        var codes = StatusLine().Matches(answer).Select(line => int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        if (codes.Find(code => code >= 500 && !Meant.Contains(code)) is > 0 and var code)
        {
            throw new FaultException($"Answered with {code}: {answer}");
        }

        if (isWhole && forwarded > codes.Count(code => code >= 200))
        {
            throw new FaultException($"{forwarded} requests were forwarded, and this was answered: {answer}");
        }
    }

    public override ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    [GeneratedRegex(@"HTTP/1\.[01] (\d{3}) ")]
    private static partial Regex StatusLine();
}
