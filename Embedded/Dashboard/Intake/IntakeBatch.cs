using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake;

/// <summary>A checked request on its way to the writer.</summary>
internal sealed class IntakeBatch(TelemetryKind kind, IntakePayload payload)
{
    private readonly TaskCompletionSource<WriteOutcome> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TelemetryKind Kind { get; } = kind;

    public IntakePayload Payload { get; } = payload;

    public Task<WriteOutcome> Written => _written.Task;

    public void Complete(WriteOutcome outcome) => _written.TrySetResult(outcome);

    public void Fail(Exception failure) => _written.TrySetException(failure);
}
