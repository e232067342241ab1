namespace Workshop.Cluster.Nodes.Probes;

/// <summary>Counts tries in a row until a threshold makes them a result. Pure: the next state is a new one.</summary>
internal readonly record struct ProbeCounter(int SuccessThreshold, int FailureThreshold)
{
    public int Successes { get; private init; }

    public int Failures { get; private init; }

    /// <summary>Null until a threshold is reached for the first time.</summary>
    public bool? Result { get; private init; }

    public ProbeCounter Add(bool isSuccess)
    {
        var successes = isSuccess ? Successes + 1 : 0;
        var failures = isSuccess ? 0 : Failures + 1;
        return this with
        {
            Successes = successes,
            Failures = failures,
            Result = successes >= SuccessThreshold ? true : failures >= FailureThreshold ? false : Result,
        };
    }
}
