using System.Collections.Immutable;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>A row of the page: a workload as it is now, with its pods.</summary>
internal sealed record ResourceRow(WorkloadKey Key, Condition Condition)
{
    public string Name => Key.Name.Name;

    public string Namespace => Key.Name.Namespace;

    /// <value>Null where nothing says how many there should be, as for a pod of its own.</value>
    public int? Desired { get; init; }

    public int Ready { get; init; }

    public int Restarts { get; init; }

    /// <value>The image's tag; while a rollout lasts, the old one, too.</value>
    public string Version { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    public ImmutableArray<ResourceUrl> Urls { get; init; } = [];

    public ImmutableArray<PodRow> Pods { get; init; } = [];

    public ImmutableArray<ContainerTemplate> Containers { get; init; } = [];

    /// <value>Names of Services that send requests to it.</value>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <value>What it knows by name: the workloads behind the Services that its environment names.</value>
    public ImmutableArray<WorkloadKey> Uses { get; init; } = [];

    /// <value>Whether telemetry of it has come in; then the pages of telemetry show it.</value>
    public bool HasTelemetry { get; init; }

    /// <value>Spans with an error among those kept.</value>
    public int Errors { get; init; }

    public string Selector { get; init; } = "";

    public bool CanRestart => Key.Kind == WorkloadKey.Deployment;
}
