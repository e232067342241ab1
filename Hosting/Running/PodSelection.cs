using Aspire.Hosting.ApplicationModel;
using Workshop.Cluster.Images;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>Who runs what in a run: the embedded cluster, or Aspire's orchestrator.</summary>
/// <param name="Pods">What runs as pods.</param>
/// <param name="Neighbours">What Aspire's orchestrator runs beside them, in the same environment: the cluster has a Service for each that listens.</param>
/// <param name="Lines">What is worth saying of it, a line each.</param>
internal sealed record PodSelection(IReadOnlyList<IResource> Pods, IReadOnlyList<IResource> Neighbours, IReadOnlyList<string> Lines)
{
    /// <value>What the settings give to a container runtime.</value>
    public IReadOnlyList<IResource> AskedForRuntime { get; init; } = [];

    /// <value>Containers without an image in the catalogue: they run where a runtime is.</value>
    public IReadOnlyList<IResource> NeedRuntime { get; init; } = [];

    public static PodSelection Of(IEnumerable<IResource> resources, EmbeddedClusterResource cluster, RunSettings settings)
    {
        var environments = cluster.Annotations.OfType<ClusterEnvironmentAnnotation>().Select(annotation => annotation.Environment).ToHashSet();
        if (environments.Count == 0 || settings.Empty)
        {
            return new([], [], []);
        }

        var computed = resources.Where(resource => resource is IComputeResource && !IsHidden(resource) && IsComputedIn(resource, environments)).ToList();
        var debugged = computed.Where(resource => resource is ProjectResource && settings.IsDebugged(resource.Name)).ToList();
        var contained = computed.Where(resource => resource is RedisResource && settings.RedisAsContainer).ToList();
        var without = computed.Except(debugged).Except(contained).Where(resource => !HasImage(resource, settings.Images)).ToList();
        var neighbours = computed.Where(resource => debugged.Contains(resource) || contained.Contains(resource) || without.Contains(resource)).ToList();
        List<IResource> pods = [.. computed.Except(neighbours)];
        pods.ForEach(TakeDeveloperCertificate);
        var withoutTls = pods.Where(PlainPrograms.TakeUnserved).ToList();
        return new(pods, neighbours, [.. Told(debugged, contained, without, withoutTls)])
        {
            AskedForRuntime = contained,
            NeedRuntime = [.. without.Where(resource => resource is ContainerResource)],
        };
    }

    // Where a machine trusts a developer's certificate, Aspire would have Redis and its like speak TLS with it: their pods have none, and nobody would reach them.
    private static void TakeDeveloperCertificate(IResource pod)
    {
#pragma warning disable ASPIRECERTIFICATES001 // Certificates are experimental in Aspire.
        if (pod.Annotations.OfType<HttpsCertificateAnnotation>().LastOrDefault() is not { Certificate: not null })
        {
            pod.Annotations.Add(new HttpsCertificateAnnotation { UseDeveloperCertificate = false });
        }
#pragma warning restore ASPIRECERTIFICATES001
    }

    /// <summary>Those whom Aspire's orchestrator must not see: pods, and the hidden builders that Aspire gives to each project.</summary>
    public bool IsOurs(IResource resource) =>
        Pods.Contains(resource) || Pods.Any(pod => pod is ProjectResource && resource is ExecutableResource && resource.Name == $"{pod.Name}-rebuilder");

    // Aspire's own helpers, such as a project's rebuilder. It has two ways to hide a resource.
    private static bool IsHidden(IResource resource) =>
        resource.Annotations.OfType<HiddenAnnotation>().LastOrDefault()?.Behavior == HiddenBehavior.Always
        || resource.Annotations.OfType<ResourceSnapshotAnnotation>().Any(annotation => annotation.InitialSnapshot.IsHidden);

    private static bool IsComputedIn(IResource resource, HashSet<IComputeEnvironmentResource> environments) =>
        resource.GetComputeEnvironment() is not { } chosen || environments.Contains(chosen);

    private static bool HasImage(IResource resource, ImageCatalogue images) =>
        resource is ProjectResource or ContainerResource && ImageName.Find(resource) is { } image && images.Images.Any(known => known.Name == image.Repository && (known.Tags.Contains(image.Tag) || known.Tags.Contains("*")));

    private static IEnumerable<string> Told(List<IResource> debugged, List<IResource> contained, List<IResource> without, List<IResource> withoutTls)
    {
        if (debugged.Count > 0)
        {
            yield return $"{Names(debugged)}: one process each of Aspire's orchestrator, for a debugger (--debug NAME, or Workshop:Debug=NAME); everything else runs as pods.";
        }

        if (contained.Count > 0)
        {
            yield return $"{Names(contained)}: Aspire's own container (Workshop:Redis=container).";
        }

        if (without.Count > 0)
        {
            yield return $"{Names(without)}: no image of the catalogue, so Aspire's orchestrator runs {(without.Count == 1 ? "it" : "them")} beside the pods.";
        }

        if (withoutTls.Count > 0)
        {
            yield return $"{Names(withoutTls)}: plain HTTP alone; pods have no certificate of this machine's developer.";
        }
    }

    public static string Names(IEnumerable<IResource> resources) => string.Join(", ", resources.Select(resource => resource.Name));
}
