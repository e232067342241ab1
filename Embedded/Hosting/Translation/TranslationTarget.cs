using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>All that differs between a run on this machine and a publish. What stands here is decided outside; the translator only reads it.</summary>
internal sealed record TranslationTarget
{
    public string Namespace { get; init; } = "workshop";

    /// <summary>The image of a workload, as pods name it.</summary>
    public Func<Workload, string> Image { get; init; } = workload => ImageName.Of(workload).ToString();

    public Func<Workload, int> Replicas { get; init; } = workload => workload.Replicas;

    /// <summary>The address of Services that are reached from outside; null: the cluster chooses.</summary>
    public string? ExternalAddress { get; init; }

    /// <summary>The port of each endpoint that is reached from outside.</summary>
    public IReadOnlyDictionary<EndpointKey, int> ExternalPorts { get; init; } = new Dictionary<EndpointKey, int>();

    /// <summary>The parameters' values by name.</summary>
    public required IReadOnlyDictionary<string, string> ParameterValues { get; init; }
}
