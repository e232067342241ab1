using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>The application as it was when it was built: what the validator judges and the translator translates.</summary>
/// <param name="Resources">All resources in the order in which they were added, also those that do not run.</param>
/// <param name="Workloads">Those that run as pods.</param>
internal sealed record ApplicationModel(IReadOnlyList<IResource> Resources, IReadOnlyList<Workload> Workloads)
{
    public IEnumerable<ParameterResource> Parameters => Resources.OfType<ParameterResource>();

    /// <exception cref="InvalidOperationException">The validator lets no such model pass.</exception>
    public Workload Of(IResource resource) => Workloads.First(workload => workload.Resource == resource);

    public static ApplicationModel Read(IEnumerable<IResource> resources)
    {
        var all = resources.ToList();
        return new(all, [.. all.OfType<IComputeResource>().Select(Workload.Read)]);
    }
}
