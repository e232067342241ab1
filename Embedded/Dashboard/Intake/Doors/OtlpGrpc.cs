using Grpc.Core;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>OTLP over gRPC: its three services, which do the same for three kinds.</summary>
internal sealed class OtlpGrpc(TelemetryIntake intake)
{
    public async Task<byte[]> ExportAsync(TelemetryKind kind, IntakePayload request, ServerCallContext context)
    {
        var answer = await intake.TakeAsync(kind, request, context.CancellationToken);
        return answer.Verdict switch
        {
            IntakeVerdict.Damaged => throw GrpcRefusal.Exception(StatusCode.InvalidArgument, answer.Problem, TimeSpan.Zero),
            IntakeVerdict.Full => throw GrpcRefusal.Exception(StatusCode.Unavailable, answer.Problem, IntakeAnswer.RetryDelay),
            _ => OtlpMessages.Response(answer.Outcome),
        };
    }
}
