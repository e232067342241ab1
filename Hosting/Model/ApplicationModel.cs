using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>The application as it was when it was built: what the validator judges and the translator translates.</summary>
/// <param name="Resources">All resources in the order in which they were added, also those that do not run.</param>
/// <param name="Workloads">Those that run as pods.</param>
internal sealed record ApplicationModel(IReadOnlyList<IResource> Resources, IReadOnlyList<Workload> Workloads)
{
    /// <summary>Those that somebody else runs within reach: they have a Service, and no pods.</summary>
    public IReadOnlyList<Workload> Neighbours { get; init; } = [];

    /// <summary>Services that others made, and that a workload refers to: endpoints, and nothing that runs.</summary>
    public IReadOnlyList<Workload> Services { get; init; } = [];

    private IEnumerable<Workload> Known => Workloads.Concat(Neighbours).Concat(Services);

    /// <summary>The application's parameters: those that were added, and those that only a value names (Redis' password).</summary>
    public IEnumerable<ParameterResource> Parameters =>
        Resources.OfType<ParameterResource>().Concat(Workloads.Concat(Neighbours).SelectMany(workload => workload.Expressions).SelectMany(expression => expression.Parameters)).Distinct();

    /// <exception cref="InvalidOperationException">The validator lets no such model pass.</exception>
    public Workload Of(IResource resource) => Known.First(workload => workload.Resource == resource);

    public Workload? Find(IResource resource) => Known.FirstOrDefault(workload => workload.Resource == resource);
}
