using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workshop.Hosting.Manifests;

namespace Aspire.Hosting;

/// <summary>Kubernetes objects in YAML or JSON, as resources.</summary>
public static class ManifestBuilderExtensions
{
    /// <summary>
    /// Adds objects that are applied when the cluster runs (server-side, by the field manager <c>aspire-NAME</c>): namespaces and CustomResourceDefinitions first, then what
    /// stands in the files in its order. Missing files, and what is no YAML or no object, are refused before anything starts; what the API refuses makes the row
    /// <c>FailedToStart</c>, with a line that names file, document and object. How long what was applied lasts, <see cref="EmbeddedClusterBuilderExtensions.WithClusterLifetime"/> says.
    /// </summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="manifestPath">A file; a folder, whose <c>.yaml</c>, <c>.yml</c> and <c>.json</c> files are read in the order of their names; or a folder with a
    /// <c>kustomization.yaml</c>, which is built with the kubectl of this machine. Relative to the AppHost's folder.</param>
    public static IResourceBuilder<ManifestResource> AddManifest(this IResourceBuilder<EmbeddedClusterResource> builder, [ResourceName] string name, string manifestPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(manifestPath);
        var path = Path.GetFullPath(manifestPath, builder.ApplicationBuilder.AppHostDirectory);
        return Add(builder, new ManifestResource(name, builder.Resource, path, content: null), path);
    }

    /// <summary>As <see cref="AddManifest"/>, with the text itself.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="content">YAML or JSON: one document or more.</param>
    public static IResourceBuilder<ManifestResource> AddManifestFromContent(this IResourceBuilder<EmbeddedClusterResource> builder, [ResourceName] string name, string content)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(content);
        return Add(builder, new ManifestResource(name, builder.Resource, path: null, content), "inline");
    }

    /// <summary>Sets the namespace of the objects that name none; it is made if it is missing. Without this word it is <c>default</c>.</summary>
    /// <param name="ns">The namespace.</param>
    public static IResourceBuilder<ManifestResource> WithNamespace(this IResourceBuilder<ManifestResource> builder, string ns)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(ns);
        builder.Resource.Namespace = ns;
        return builder;
    }

    private static IResourceBuilder<ManifestResource> Add(IResourceBuilder<EmbeddedClusterResource> cluster, ManifestResource manifest, string source)
    {
        var application = cluster.ApplicationBuilder;
        if (!application.ExecutionContext.IsRunMode)
        {
            return application.CreateResourceBuilder(manifest);
        }

        var key = $"{manifest.Name}_manifest";
        application.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new GuestHealth.Check(() => manifest.Health), failureStatus: null, tags: null));
        return application.AddResource(manifest)
            .WithInitialState(GuestRows.Initial("Manifest", source, cluster.Resource))
            .WithHealthCheck(key)
            .WithIconName("DocumentMultiple")
            .ExcludeFromManifest();
    }
}
