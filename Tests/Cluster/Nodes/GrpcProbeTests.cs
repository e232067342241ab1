using System.Text;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class GrpcProbeTests : IAsyncLifetime, IDisposable
{
    private readonly HttpProbe _probe = new();
    private WebApplication _server = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _probe.Dispose();

    [Theory]
    [InlineData("1", true, "")]
    [InlineData("2", false, "service unhealthy (responded with \"NOT_SERVING\")")]
    [InlineData("0", false, "service unhealthy (responded with \"UNKNOWN\")")]
    [InlineData("fail:5:no%20such%20service", false, "error: health rpc probe failed: rpc error: code = NotFound desc = no such service")]
    [InlineData("fail:12:unknown%20service", false, "error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service")]
    public async Task A_gRPC_probe_judges_by_the_state_of_the_service(string service, bool isSuccess, string message) =>
        Assert.Equal(new ProbeOutcome(isSuccess, message), await Probe(service));

    [Fact]
    public async Task A_long_name_of_a_service_arrives_whole() => Assert.Equal(ProbeOutcome.Success, await Probe(new string('1', 300)));

    [Fact]
    public async Task A_refused_connection_is_one_that_was_not_made_in_time()
    {
        var port = new Uri(_server.Urls.First()).Port;
        await _server.StopAsync();

        Assert.Equal(ProbeOutcome.Failure($"timeout: failed to connect service \"127.0.0.1:{port}\" within 1s: context deadline exceeded"), await Probe("1", port));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_said_to_be_late()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        Assert.Equal(ProbeOutcome.Failure("timeout: health rpc did not complete within 1s"), await Probe("1", new Uri(_server.Urls.First()).Port, ended.Token));
    }

    [Fact]
    public void A_server_of_another_kind_is_a_failure() => Assert.False(GrpcHealth.Judge([], null, null).IsSuccess);

    private Task<ProbeOutcome> Probe(string service) => Probe(service, new Uri(_server.Urls.First()).Port);

    private Task<ProbeOutcome> Probe(string service, int port, CancellationToken ct = default)
    {
        var target = new ProbeTarget("127.0.0.1", new V1Container { Name = "main" }, new ContainerSetup(new Dictionary<string, string>(), "/", new MountMap([]), "", null, "/"), 1);
        return _probe.ProbeGrpcAsync(new V1GRPCAction { Port = port, Service = service }, target, TimeSpan.FromSeconds(1), ct);
    }

    // The service's name says what is to be answered.
    private static async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        var skip = bytes.Length > 5 + 129 ? 3 : 2;
        var service = Encoding.UTF8.GetString(bytes.AsSpan(5 + skip));
        http.Response.ContentType = "application/grpc";
        if (service.Split(':') is ["fail", var code, var message])
        {
            http.Response.Headers["grpc-status"] = code;
            http.Response.Headers["grpc-message"] = message;
            return;
        }

        await http.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 0x08, (byte)(service[0] - '0') });
        http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers["grpc-status"] = "0";
    }
}
