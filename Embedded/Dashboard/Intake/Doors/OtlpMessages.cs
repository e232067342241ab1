using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>The few messages that senders are answered with.</summary>
internal static class OtlpMessages
{
    /// <summary>Export…ServiceResponse, which is the same for all three: empty, or partial_success with what was refused and why.</summary>
    public static byte[] Response(WriteOutcome outcome) => outcome.Rejected == 0
        ? []
        : new ProtoWriter().Message(1, new ProtoWriter().Number(1, outcome.Rejected).Text(2, outcome.Reason)).ToArray();

    /// <summary>google.rpc.Status.</summary>
    /// <param name="code">gRPC's number.</param>
    /// <param name="message">For people.</param>
    /// <param name="retryDelay">Zero when sending again would not help; else google.rpc.RetryInfo stands among the details.</param>
    public static byte[] Status(int code, string message, TimeSpan retryDelay)
    {
        var status = new ProtoWriter().Number(1, code).Text(2, message);
        if (retryDelay > TimeSpan.Zero)
        {
            var delay = new ProtoWriter().Number(1, (long)retryDelay.TotalSeconds);
            var retry = new ProtoWriter().Message(1, delay);
            status.Message(3, new ProtoWriter().Text(1, "type.googleapis.com/google.rpc.RetryInfo").Message(2, retry));
        }

        return status.ToArray();
    }
}
