using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>The calls of OTLP by the names that its clients use. Requests arrive as bytes, and the answer is made of bytes, so that nothing is built only to be taken apart again.</summary>
internal sealed class OtlpGrpcMethods : IServiceMethodProvider<OtlpGrpc>
{
    // As in Protos/: package and service are the path of the call.
    private static readonly Dictionary<string, TelemetryKind> Services = new(StringComparer.Ordinal)
    {
        ["opentelemetry.proto.collector.trace.v1.TraceService"] = TelemetryKind.Traces,
        ["opentelemetry.proto.collector.logs.v1.LogsService"] = TelemetryKind.Logs,
        ["opentelemetry.proto.collector.metrics.v1.MetricsService"] = TelemetryKind.Metrics,
    };

    private static readonly Marshaller<IntakePayload> Requests = Marshallers.Create<IntakePayload>(
        (_, _) => throw new NotSupportedException("The dashboard exports to nobody."),
        context => IntakePayload.Copy(context.PayloadAsReadOnlySequence()));

    private static readonly Marshaller<byte[]> Responses = Marshallers.Create<byte[]>(
        (bytes, context) => context.Complete(bytes),
        context => context.PayloadAsNewBuffer());

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<OtlpGrpc> context)
    {
        foreach (var (service, kind) in Services)
        {
            var export = new Method<IntakePayload, byte[]>(MethodType.Unary, service, "Export", Requests, Responses);
            context.AddUnaryMethod(export, [], (grpc, request, call) => grpc.ExportAsync(kind, request, call));
        }
    }
}
