namespace Workshop.Cluster.Nodes.Probes;

/// <summary>What one try of a probe came to.</summary>
/// <param name="Message">Why it failed, in the kubelet's words; empty for a success.</param>
internal sealed record ProbeOutcome(bool IsSuccess, string Message)
{
    public static ProbeOutcome Success { get; } = new(true, "");

    public static ProbeOutcome Failure(string message) => new(false, message);
}
