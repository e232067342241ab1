using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake;

/// <summary>What a sender is told.</summary>
internal readonly record struct IntakeAnswer(IntakeVerdict Verdict, WriteOutcome Outcome, string Problem)
{
    /// <summary>How long a sender should wait when it is told to come again: the writer is through with all that waits long before.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public const string FullMessage = "Too much telemetry comes in at once. Send it again in a second.";

    public static IntakeAnswer Full { get; } = new(IntakeVerdict.Full, default, FullMessage);

    public static IntakeAnswer Damaged(string problem) => new(IntakeVerdict.Damaged, default, problem);

    public static IntakeAnswer Taken(WriteOutcome outcome) => new(IntakeVerdict.Taken, outcome, "");
}
