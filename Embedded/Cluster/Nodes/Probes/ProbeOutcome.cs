namespace Workshop.Cluster.Nodes.Probes;

/// <summary>What one try of a probe came to.</summary>
/// <param name="Message">Why it failed, or what is odd about its success, in the kubelet's words; empty for a plain success.</param>
internal sealed record ProbeOutcome(bool IsSuccess, string Message)
{
    public static ProbeOutcome Success { get; } = new(true, "");

    public bool IsWarning => IsSuccess && Message.Length > 0;

    public static ProbeOutcome Failure(string message) => new(false, message);

    /// <summary>Counts as a success, and an event tells of it.</summary>
    public static ProbeOutcome Warning(string message) => new(true, message);
}
