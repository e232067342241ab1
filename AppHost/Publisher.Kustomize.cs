// Where publish and deploy go, unless the build says -p:KubernetesPublisher=aspire: then Publisher.Aspire.cs is compiled in place of this file.

internal static class Publisher
{
    /// <summary>A kustomize base with overlays, which this repository's integration writes.</summary>
    public static IResourceBuilder<KustomizeEnvironmentResource> AddPublisher(this IDistributedApplicationBuilder builder, string name) => builder.AddKustomizeEnvironment(name);
}
