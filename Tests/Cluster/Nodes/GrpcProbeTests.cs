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
    [InlineData("fail:12:unknown%20service", false, "this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service")]
    public async Task A_gRPC_probe_judges_by_the_state_of_the_service(string service, bool isSuccess, string message) =>
        Assert.Equal(new ProbeOutcome(isSuccess, message), await Probe(service));

    [Fact]
    public async Task A_long_name_of_a_service_arrives_whole() => Assert.Equal(ProbeOutcome.Success, await Probe(new string('1', 300)));

    [Fact]
    public void A_server_of_another_kind_is_a_failure() => Assert.False(GrpcHealth.Judge([], null, null).IsSuccess);

    private Task<ProbeOutcome> Probe(string service)
    {
        var port = new Uri(_server.Urls.First()).Port;
        var target = new ProbeTarget("127.0.0.1", new V1Container { Name = "main" }, new ContainerSetup(new Dictionary<string, string>(), "/", new MountMap([]), "", null, "/"), 1);
        return _probe.ProbeGrpcAsync(new V1GRPCAction { Port = port, Service = service }, target, CancellationToken.None);
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
