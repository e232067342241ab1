// In place of Publisher.Kustomize.cs, where the build says -p:KubernetesPublisher=aspire.

using Aspire.Hosting.Kubernetes;

internal static class Publisher
{
    /// <summary>A Helm chart, which Aspire.Hosting.Kubernetes writes, with this repository's policy on what it makes.</summary>
    public static IResourceBuilder<KubernetesEnvironmentResource> AddPublisher(this IDistributedApplicationBuilder builder, string name)
    {
        builder.Eventing.Subscribe<BeforeStartEvent>((starting, _) =>
        {
            new AspirePolicy(builder, starting.Model).Apply();
            return Task.CompletedTask;
        });
        return builder.AddKubernetesEnvironment(name);
    }
}
