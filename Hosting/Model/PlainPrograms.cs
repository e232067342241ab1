using Aspire.Hosting.ApplicationModel;
using Workshop.Cluster.Images;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Model;

/// <summary>
/// Projects that know nothing of Docs/pod-contract.md, as every stock one: in the embedded cluster they are told to bind to their pod's address, and addresses in place of
/// names; secrets reach them as variables. The build found out which (<see cref="CatalogueImage.IsPlain"/>).
/// </summary>
internal static class PlainPrograms
{
    /// <summary>Before the model is read.</summary>
    public static void Mark(IEnumerable<IResource> resources, ImageCatalogue images)
    {
        foreach (var project in resources.OfType<ProjectResource>().Where(project => ImageName.Find(project) is { } image && images.Images.Any(known => known.Name == image.Repository && known.IsPlain)))
        {
            project.Annotations.Add(new Annotation());
        }
    }

    public static bool Has(IResource resource) => resource.Annotations.OfType<Annotation>().Any();

    /// <summary>An https endpoint that only a developer's certificate would serve: a pod has none, and TLS ends before it.</summary>
    public static bool IsUnserved(IResource resource, EndpointAnnotation endpoint) => endpoint is { UriScheme: "https", TargetPort: null } && Has(resource);

    /// <summary>Nobody is told of endpoints that its pods do not serve.</summary>
    /// <returns>Whether it had one.</returns>
    public static bool TakeUnserved(IResource resource)
    {
        var unserved = resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => IsUnserved(resource, endpoint)).ToList();
        unserved.ForEach(endpoint => resource.Annotations.Remove(endpoint));
        return unserved.Count > 0;
    }

    private sealed record Annotation : IResourceAnnotation;
}
