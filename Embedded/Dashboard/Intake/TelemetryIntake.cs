using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake;

/// <summary>Takes a request in, by whichever door it came: read it once to its end, hand it to the writer, say what became of it.</summary>
internal sealed partial class TelemetryIntake(IntakeWriter writer, ILogger<TelemetryIntake> logger)
{
    /// <param name="kind">What the sender says it is.</param>
    /// <param name="payload">From here on not the caller's.</param>
    /// <param name="ct">Ends the waiting; what was handed to the writer is written all the same.</param>
    public async Task<IntakeAnswer> TakeAsync(TelemetryKind kind, IntakePayload payload, CancellationToken ct)
    {
        if (WhyDamaged(kind, payload) is { } problem)
        {
            payload.Dispose();
            LogDamaged(kind, problem);
            return IntakeAnswer.Damaged(problem);
        }

        var batch = new IntakeBatch(kind, payload);
        if (!writer.TryWrite(batch))
        {
            payload.Dispose();
            return IntakeAnswer.Full;
        }

        return IntakeAnswer.Taken(await batch.Written.WaitAsync(ct));
    }

    private static string? WhyDamaged(TelemetryKind kind, IntakePayload payload)
    {
        try
        {
            OtlpShapes.Of(kind).Check(payload.Bytes);
            return null;
        }
        catch (DamagedPayloadException e)
        {
            return e.Message;
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Debug, Message = "A request of {Kind} cannot be read: {Problem}")]
    private partial void LogDamaged(TelemetryKind kind, string problem);
}
