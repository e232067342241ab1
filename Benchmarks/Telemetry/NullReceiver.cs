using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Opentelemetry.Proto.Collector.Trace.V1;

namespace Workshop.TelemetryBench;

/// <summary>The peer: takes requests by the same server, decodes them by the classes that the protocol's compiler made, and forgets them.</summary>
internal sealed class NullReceiver : TraceService.TraceServiceBase
{
    public static async Task RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPEndPoint.Parse(address), listener => listener.Protocols = HttpProtocols.Http2));
        await using var app = builder.Build();
        app.MapGrpcService<NullReceiver>();
        await app.RunAsync();
    }

    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) => Task.FromResult(new ExportTraceServiceResponse());
}
