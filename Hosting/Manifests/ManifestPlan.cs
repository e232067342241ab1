namespace Workshop.Hosting.Manifests;

/// <summary>In which order a manifest's objects are applied: what others need first, and otherwise as they are written.</summary>
/// <param name="First">Namespaces, then CustomResourceDefinitions: the rest waits until these are Established.</param>
/// <param name="Rest">Everything else.</param>
internal sealed record ManifestPlan(IReadOnlyList<ManifestDocument> First, IReadOnlyList<ManifestDocument> Rest)
{
    public static ManifestPlan For(IReadOnlyList<ManifestDocument> documents) => new(
        [.. documents.Where(document => document.IsNamespace), .. documents.Where(document => document.IsDefinition)],
        [.. documents.Where(document => document is { IsNamespace: false, IsDefinition: false })]);
}
