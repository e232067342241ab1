namespace Workshop.Cluster.Nodes.Probes;

/// <summary>Told by a container's probes; the calls may come from any thread.</summary>
internal interface IProbeListener
{
    /// <summary>A try that counts failed.</summary>
    void OnProbeFailed(ProbeKind kind, string message);

    /// <summary>A try succeeded, but not as its author may think.</summary>
    void OnProbeWarned(ProbeKind kind, string message);

    /// <summary>A threshold was reached: the result is another than before.</summary>
    void OnProbeResult(ProbeKind kind, bool isSuccess);
}
