using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>A resource that runs as pods, with its facts sorted. <see cref="WorkloadReader"/> makes it of Aspire's annotations.</summary>
internal sealed record Workload(IResource Resource)
{
    public string Name => Resource.Name;

    /// <summary>Path of the project file; null for images of others.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>Keeps data that no other pod has.</summary>
    public bool IsStateful => Volumes.Count > 0;

    /// <summary>A project that is not made for this cluster: see <see cref="PlainPrograms"/>.</summary>
    public bool IsPlain { get; init; }

    /// <summary>False: others are told to it by their addresses, where there is no name server.</summary>
    public bool KnowsNames => ProjectPath is not null && !IsPlain;

    public WorkloadImage? Image { get; init; }

    public int Replicas { get; init; } = 1;

    public IReadOnlyList<WorkloadEndpoint> Endpoints { get; init; } = [];

    public IReadOnlyList<WorkloadProbe> Probes { get; init; } = [];

    public IReadOnlyList<WorkloadVariable> Environment { get; init; } = [];

    public IReadOnlyList<WorkloadReference> References { get; init; } = [];

    /// <summary>What stands in the place of the image's entry point; none: the image's own.</summary>
    public IReadOnlyList<TextExpression> Command { get; init; } = [];

    public IReadOnlyList<TextExpression> Arguments { get; init; } = [];

    public IReadOnlyList<WorkloadFile> Files { get; init; } = [];

    public IReadOnlyList<WorkloadVolume> Volumes { get; init; } = [];

    public IReadOnlyList<WorkloadWait> Waits { get; init; } = [];

    /// <summary>What the model says of it that has no meaning as Kubernetes objects, as sentence parts; the validator refuses it.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    public WorkloadEndpoint? FindEndpoint(string name) => Endpoints.FirstOrDefault(endpoint => string.Equals(endpoint.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Every expression that it is told in a variable, an argument or a file.</summary>
    public IEnumerable<TextExpression> Expressions => Environment.Select(variable => variable.Value).Concat(Command).Concat(Arguments).Concat(Files.Select(file => file.Content));
}
