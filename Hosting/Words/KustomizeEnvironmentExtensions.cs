#pragma warning disable ASPIREPIPELINES001 // Pipeline steps are experimental in Aspire.

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing;
using Workshop.Hosting.Publishing.Manifest;
using Workshop.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>Kubernetes, by kustomize, as a target of publish and deploy.</summary>
public static class KustomizeEnvironmentExtensions
{
    /// <summary>
    /// Adds an environment that publishes the application as a kustomize base with overlays (<c>kubectl apply -k</c>) beside Aspire's manifest, and deploys it
    /// with the user's own kubectl. It has a step for each: <c>publish-NAME</c>, <c>deploy-NAME</c> and <c>destroy-NAME</c>, parts of Aspire's publish, deploy and destroy.
    /// They write to the folder of <c>--output-path</c>; without one, to <c>aspire-manifest</c> of the repository. In a run it is in no list.
    /// </summary>
    /// <param name="name">The resource's name.</param>
    public static IResourceBuilder<KustomizeEnvironmentResource> AddKustomizeEnvironment(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var environment = new KustomizeEnvironmentResource(name);
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return builder.CreateResourceBuilder(environment);
        }

        builder.AddPublishRun();
        builder.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            PlainPrograms.Mark(builder.Resources, CatalogueOfImages.Read(builder.AppHostAssembly));
            return Task.CompletedTask;
        });
        if (ManifestShape.IsAskedFor(builder.Configuration))
        {
            // Who reads a manifest knows no environments: with one in the model, Aspire writes types that older readers do not understand.
            builder.Eventing.Subscribe<BeforeStartEvent>((starting, _) =>
            {
                ManifestShape.Apply(starting.Model);
                return Task.CompletedTask;
            });
            return builder.CreateResourceBuilder(environment);
        }

        var steps = new KustomizeSteps(environment, builder.AppHostDirectory, CatalogueOfImages.ClusterPageProject(builder.AppHostAssembly));
        environment.Annotations.Add(new PipelineStepAnnotation(_ => steps.Create()));
        environment.Annotations.Add(new PipelineConfigurationAnnotation(steps.Configure));
        return builder.AddResource(environment);
    }
}
