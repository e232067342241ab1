using System.Net;
using System.Text;

namespace Workshop.Gateway.Tests.Forwarding;

public sealed class HeaderBytesTests : IDisposable
{
    private const string Utf8 = "J\u00C3\u00B6rg \u00E2\u0082\u00AC";   // the bytes of "Jörg €", a character each
    private const string Latin1 = "J\u00F6rg \u0080";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(Utf8)]
    [InlineData(Latin1)]
    public async Task A_clients_header_reaches_a_backend_byte_for_byte(string value)
    {
        await using var pod = StubBackend.Saying("hello");
        await using var gateway = await RunningGateway.StartAsync([pod.Address]);

        var answer = await gateway.Raw($"GET / HTTP/1.1\r\nHost: x\r\nX-Name: {value}\r\nCookie: n={value}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        var head = Assert.Single(pod.Heads);
        Assert.Contains($"X-Name: {value}\r\n", head, StringComparison.Ordinal);
        Assert.Contains($"Cookie: n={value}\r\n", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Utf8)]
    [InlineData(Latin1)]
    public async Task A_backends_header_reaches_a_client_byte_for_byte(string value)
    {
        await using var pod = StubBackend.Answering($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Disposition: attachment; filename=\"{value}\"\r\nLocation: /{value}\r\nConnection: close\r\n\r\nok");
        await using var gateway = await RunningGateway.StartAsync([pod.Address]);

        var answer = await gateway.Raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"Content-Disposition: attachment; filename=\"{value}\"\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"Location: /{value}\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Utf8)]
    [InlineData(Latin1)]
    public async Task Over_HTTP_2_the_bytes_pass_both_ways(string value)
    {
        await using var pod = StubBackend.Answering($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Name: {value}\r\nConnection: close\r\n\r\nok");
        await using var gateway = await RunningGateway.StartAsync([pod.Address]);
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1, ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1 };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        using var client = new HttpClient(handler) { BaseAddress = gateway.Https, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Name", value);

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, value), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("X-Name"))));
        Assert.Contains($"x-name: {value}\r\n", Assert.Single(pod.Heads), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Utf8)]
    [InlineData("J\u00F6rg \u00A4")]
    public async Task A_header_in_a_route_file_is_found_however_the_client_writes_it_and_written_in_UTF_8(string value)
    {
        await using var pod = StubBackend.Saying("named");
        await using var other = StubBackend.Saying("other");
        var text = value == Utf8 ? "Jörg €" : "Jörg ¤";
        var routes = _folder.Write("routes.json", $$"""
            { "ReverseProxy": {
              "Routes": {
                "named": { "ClusterId": "named", "Match": { "Path": "/{**rest}", "Headers": [ { "Name": "X-Name", "Values": [ "{{text}}" ] } ] }, "Transforms": [ { "RequestHeader": "X-Set", "Set": "café" } ] },
                "all": { "ClusterId": "other", "Match": { "Path": "/{**rest}" } } },
              "Clusters": { "named": { "Destinations": { "d": { "Address": "http://{{pod.Address}}" } } }, "other": { "Destinations": { "d": { "Address": "http://{{other.Address}}" } } } } } }
            """);
        await using var gateway = await RunningGateway.StartAsync([], ["--config", routes]);

        var answer = await gateway.Raw($"GET / HTTP/1.1\r\nHost: x\r\nX-Name: {value}\r\nConnection: close\r\n\r\n");

        Assert.EndsWith("named", answer, StringComparison.Ordinal);
        Assert.Contains("X-Set: caf\u00C3\u00A9\r\n", Assert.Single(pod.Heads), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
