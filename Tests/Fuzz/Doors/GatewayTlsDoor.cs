using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>The first bytes of TLS: what is no hello is closed, and those who come after are served.</summary>
internal sealed class GatewayTlsDoor : Door
{
    private RawGateway _gateway = null!;

    public override string Name => "gateway-tls";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        // A record with a hello of TLS 1.2: random, no session, one cipher, no compression, the extension with the name 'x'.
        [
            0x16, 3, 1, 0, 0x39, 1, 0, 0, 0x35, 3, 3, .. new byte[32], 0, 0, 2, 0x13, 1, 1, 0, 0, 0x0a, 0, 0, 0, 6, 0, 4, 0, 0, 1, (byte)'x',
        ],
        [0x15, 3, 3, 0, 2, 1, 0],
        [.. "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8],
    ];

    public override int Share => 4;

    public override async Task OpenAsync() => _gateway = await RawGateway.StartAsync();

    public override async ValueTask KnockAsync(byte[] input) => await _gateway.SayAsync(8443, input);

    public override ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
