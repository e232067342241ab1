using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Publishing;
using Workshop.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>A Kubernetes without a container engine, as a resource.</summary>
public static class EmbeddedClusterBuilderExtensions
{
    private const int MaxNodes = 100;

    /// <summary>
    /// Adds a Kubernetes that runs in this process: API, control loops and nodes whose pods are processes. It starts with the application, in about a
    /// second, and ends with it. Its kubeconfig lies in the state folder (<c>.workshop</c> beside the solution; <c>WORKSHOP_STATE</c> or <c>--state</c> name another).
    /// </summary>
    /// <param name="name">The resource's name.</param>
    /// <exception cref="DistributedApplicationException">There is an embedded cluster already: one is served by this process.</exception>
    public static IResourceBuilder<EmbeddedClusterResource> AddEmbeddedCluster(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        if (builder.Resources.OfType<EmbeddedClusterResource>().FirstOrDefault() is { } other)
        {
            throw new DistributedApplicationException($"Resource '{name}': there is an embedded cluster already, '{other.Name}'. One process serves one; use that, with namespaces.");
        }

        var cluster = new EmbeddedClusterResource(name);
        if (!builder.ExecutionContext.IsRunMode)
        {
            builder.AddPublishRun();
            return builder.CreateResourceBuilder(cluster);
        }

        builder.AddClusterRun(cluster);
        return builder.AddResource(cluster)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "Kubernetes",
                State = KnownResourceStates.NotStarted,
                Properties = [new(CustomResourceKnownProperties.Source, "embedded")],
            })
            .WithIconName("ServerMultiple")
            .ExcludeFromManifest();
    }

    /// <summary>Sets the number of nodes; 3 unless said. <c>--nodes N</c> and the setting <c>Workshop:Nodes</c> go before it.</summary>
    /// <param name="count">1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    public static IResourceBuilder<EmbeddedClusterResource> WithNodes(this IResourceBuilder<EmbeddedClusterResource> builder, int count)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxNodes);
        return builder.WithAnnotation(new ClusterNodesAnnotation(count), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>
    /// Sets how long the cluster's content lasts; <see cref="ClusterLifetime.Persistent"/> unless said: whatever anybody made in it (the application's volumes, manifests' objects,
    /// what was applied with kubectl) is there again at the next start. Pods end with the AppHost in either case. With <see cref="ClusterLifetime.Session"/> the objects of
    /// manifests are taken away when the AppHost ends, in the reverse order in which they came, and the next start begins with an empty cluster. Keys, kubeconfig and generated
    /// parameters last in either case.
    /// </summary>
    /// <param name="lifetime">How long.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is neither of the two.</exception>
    public static IResourceBuilder<EmbeddedClusterResource> WithClusterLifetime(this IResourceBuilder<EmbeddedClusterResource> builder, ClusterLifetime lifetime)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!Enum.IsDefined(lifetime))
        {
            throw new ArgumentOutOfRangeException(nameof(lifetime), lifetime, "A cluster's content lasts for a Session, or is Persistent.");
        }

        return builder.WithAnnotation(new ClusterLifetimeAnnotation(lifetime), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>
    /// Tells a resource of the cluster: <c>KUBECONFIG</c>, the path of the kubeconfig (a file with mode 0600, which holds the administrator's credentials and begins in the
    /// namespace <c>default</c>), and <c>K8S_CLUSTER_NAME</c>, the cluster's name. The file is written when the cluster starts: <c>WaitFor(cluster)</c> waits for it. Pods and
    /// whatever Aspire's orchestrator runs as processes reach it; a container of an engine has neither the file nor the loopback interface of this machine. In publish it adds
    /// nothing: a pod of a real cluster has its ServiceAccount.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<EmbeddedClusterResource> cluster)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(cluster);
        var application = builder.ApplicationBuilder;
        if (!application.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        return builder.WithReferenceRelationship(cluster.Resource).WithEnvironment(context =>
        {
            context.EnvironmentVariables["KUBECONFIG"] = cluster.GetKubeconfigPath();
            context.EnvironmentVariables["K8S_CLUSTER_NAME"] = cluster.Resource.Name;
        });
    }

    /// <summary>Where the kubeconfig lies: known before the cluster writes it, at its start.</summary>
    /// <returns>A full path in the state folder.</returns>
    public static string GetKubeconfigPath(this IResourceBuilder<EmbeddedClusterResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var application = builder.ApplicationBuilder;
        return Path.Combine(RunSettings.Read(application.Configuration, application.AppHostDirectory).StateFolder, "kubeconfig");
    }

    /// <summary>
    /// Says that in a run the environment's workloads are pods of <paramref name="cluster"/>: what publish writes for it is what runs. Works on any compute
    /// environment; what it publishes is as it was.
    /// </summary>
    public static IResourceBuilder<T> WithEmbeddedCluster<T>(this IResourceBuilder<T> builder, IResourceBuilder<EmbeddedClusterResource> cluster)
        where T : class, IComputeEnvironmentResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(cluster);
        cluster.Resource.Annotations.Add(new ClusterEnvironmentAnnotation(builder.Resource));
        return builder;
    }
}
