using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Nodes.Pods;

internal enum ContainerStage
{
    Waiting,
    Running,
    Ended,
}

/// <summary>What the node knows of one container. Immutable: each event makes the next one.</summary>
internal sealed record ContainerMemory(string Name, ContainerRole Role)
{
    public ContainerStage Stage { get; init; }

    public string WaitingReason { get; init; } = WaitingReasons.Creating;

    public string? WaitingMessage { get; init; }

    /// <value>When a start that could not be made is to be tried again.</value>
    public DateTimeOffset? RetryAt { get; init; }

    /// <value>Of the pull that failed last.</value>
    public TimeSpan PullDelay { get; init; }

    public string? ContainerId { get; init; }

    public string? ImageId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <value>It was told to end.</value>
    public bool IsStopping { get; init; }

    /// <value>The startup probe, if any, has succeeded.</value>
    public bool IsStarted { get; init; }

    public bool IsReady { get; init; }

    /// <value>The probe by which it is to be ended.</value>
    public ProbeKind? FailedProbe { get; init; }

    /// <value>The postStart hook failed: it is to be ended.</value>
    public bool HasHookFailed { get; init; }

    /// <value>Its image was changed while it ran: it is to be ended and started anew.</value>
    public bool IsOutdated { get; init; }

    /// <value>How the present run ended; set while the stage is Ended.</value>
    public ContainerEnd? End { get; init; }

    /// <value>How the run before ended.</value>
    public ContainerEnd? LastEnd { get; init; }

    public int RestartCount { get; init; }

    public CrashBackOff BackOff { get; init; }

    public bool HasRunBefore => End is not null || LastEnd is not null;

    /// <value>The end of the latest run, whether it still shows as the present state or not.</value>
    public ContainerEnd? LatestEnd => End ?? LastEnd;

    /// <summary>The number of the run that starts next.</summary>
    public int NextRun => HasRunBefore ? RestartCount + 1 : RestartCount;

    public ContainerMemory AfterStart(string containerId, string imageId, DateTimeOffset now) => this with
    {
        Stage = ContainerStage.Running,
        ContainerId = containerId,
        ImageId = imageId,
        StartedAt = now,
        IsStopping = false,
        IsStarted = false,
        IsReady = false,
        FailedProbe = null,
        HasHookFailed = false,
        IsOutdated = false,
        RetryAt = null,
        WaitingMessage = null,
        PullDelay = TimeSpan.Zero,
        RestartCount = NextRun,
        BackOff = LatestEnd is { } end ? BackOff.Next(end.FinishedAt, now) : BackOff,
        LastEnd = LatestEnd,
        End = null,
    };

    public ContainerMemory AfterEnd(ContainerEnd end) => this with { Stage = ContainerStage.Ended, End = end, IsStarted = false, IsReady = false, IsStopping = false };

    /// <summary>It cannot or may not start now; a run that ended becomes the last one.</summary>
    public ContainerMemory AfterHold(string reason, string? message, DateTimeOffset? retryAt) => this with
    {
        Stage = ContainerStage.Waiting,
        WaitingReason = reason,
        WaitingMessage = message,
        RetryAt = retryAt,
        LastEnd = LatestEnd,
        End = null,
    };
}
