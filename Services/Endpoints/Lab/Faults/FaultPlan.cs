namespace Workshop.Endpoints.Lab.Faults;

/// <summary>What shall go wrong in this process, for learners to see what a cluster does about it.</summary>
internal sealed record FaultPlan
{
    public const int MostLatencyMs = 30_000;
    public const int MostMemoryMiB = 512;
    public const int MostCpus = 4;
    public const int MostSeconds = 3600;

    public static FaultPlan None { get; } = new() { Seconds = 0 };

    /// <value>Each request waits this long before it is answered. Default 0, at most 30,000.</value>
    public int LatencyMs { get; init; }

    /// <value>The share of requests that are answered 500. Default 0, at most 1.</value>
    public double ErrorRate { get; init; }

    /// <value>Memory that is held. Default 0, at most 512.</value>
    public int MemoryMiB { get; init; }

    /// <value>Processors that are kept busy, such as 0.5. Default 0, at most 4.</value>
    public double Cpus { get; init; }

    /// <value>After this long all of it ends by itself. Default 600, at most an hour.</value>
    public int Seconds { get; init; } = 600;
}
