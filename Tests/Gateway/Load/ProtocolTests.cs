using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workshop.Gateway.Tls;

namespace Workshop.Gateway.Tests.Load;

public sealed class ProtocolTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("ws", 8080, "1.1")]
    [InlineData("wss", 8443, "1.1")]
    [InlineData("wss", 8443, "2.0")]
    public async Task A_WebSocket_lives_through_a_reload_and_a_drain(string scheme, int port, string version)
    {
        await using var echo = await KestrelBackend.Start(Echo);
        await using var other = await KestrelBackend.Saying("other");
        _folder.Write("routes.json", Routes(echo.Address));
        await using var gateway = await RunningGateway.StartAsync([], ["--config", _folder.PathOf("routes.json"), "--Workshop:DrainDelay=0:0:0.1"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var invoker = new HttpMessageInvoker(TrustingAll());
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = Version.Parse(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(new Uri($"{scheme}://{gateway.Service.Address}:{port}/socket"), invoker, limit.Token);

        var before = await Say(socket, "before", limit.Token);
        _folder.Write("routes.json", Routes(other.Address));
        await Eventually.Is(async () => (await gateway.Get()).Body == "other", "the new routes are in force", Limit, CancellationToken.None);
        var reloaded = await Say(socket, "reloaded", limit.Token);
        gateway.Service.Process.Signal(Signals.Terminate);
        await Eventually.Is(async () => await Record.ExceptionAsync(() => gateway.Raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) is not null, "the listener is closed", Limit, CancellationToken.None);
        var draining = await Say(socket, "draining", limit.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "enough", limit.Token);

        Assert.Equal(["before", "reloaded", "draining"], [before, reloaded, draining]);
        Assert.Equal(0, await gateway.Service.Process.Exit(Limit));
    }

    [Fact]
    public async Task An_answer_over_HTTP_2_lives_through_a_new_certificate_new_routes_and_a_drain()
    {
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slow = await KestrelBackend.Start(async context =>
        {
            await context.Response.WriteAsync("begun ");
            await context.Response.Body.FlushAsync();
            await (context.Request.Path == "/slow" ? mayEnd.Task.WaitAsync(Limit) : Task.CompletedTask);
            await context.Response.WriteAsync("ended");
        });
        await using var other = await KestrelBackend.Saying("other");
        _folder.Write("routes.json", Routes(slow.Address));
        await using var gateway = await RunningGateway.StartAsync([], ["--config", _folder.PathOf("routes.json"), "--Workshop:TlsDirectory", _folder.Path, "--Workshop:DrainDelay=0:0:0.1"]);
        using var client = new HttpClient(TrustingAll());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Https, "/slow")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        var (certificate, key) = CertificateMaker.Make(null, TimeProvider.System.GetUtcNow());
        _folder.Write("key.pem", key);
        _folder.Write("cert.pem", certificate);
        _folder.Write("routes.json", Routes(other.Address));
        await gateway.Service.Process.HasWritten("A new certificate is in force", Limit);
        await Eventually.Is(async () => (await gateway.Get()).Body == "other", "the new routes are in force", Limit, CancellationToken.None);
        gateway.Service.Process.Signal(Signals.Terminate);
        await Eventually.Is(async () => await Record.ExceptionAsync(() => gateway.Raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) is not null, "the listener is closed", Limit, CancellationToken.None);
        mayEnd.SetResult();

        Assert.Equal((HttpVersion.Version20, "begun ended"), (answer.Version, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(0, await gateway.Service.Process.Exit(Limit));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Echo(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        for (var message = await socket.ReceiveAsync(buffer, context.RequestAborted); message.MessageType == WebSocketMessageType.Text; message = await socket.ReceiveAsync(buffer, context.RequestAborted))
        {
            await socket.SendAsync(buffer.AsMemory(0, message.Count), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "goodbye", context.RequestAborted);
    }

    private static async Task<string> Say(ClientWebSocket socket, string text, CancellationToken ct)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ct);
        var buffer = new byte[100];
        var answer = await socket.ReceiveAsync(buffer, ct);
        return Encoding.ASCII.GetString(buffer, 0, answer.Count);
    }

    private static SocketsHttpHandler TrustingAll() => new() { UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } };

    private static string Routes(IPEndPoint backend) =>
        $$"""{ "ReverseProxy": { "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } }, "Clusters": { "c": { "Destinations": { "d": { "Address": "http://{{backend}}" } } } } } }""";
}
