#pragma warning disable ASPIREPIPELINES001 // Pipeline steps are experimental in Aspire.

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Publishing;

/// <summary>Which part of Aspire's model is written for an environment.</summary>
internal static class PublishedModel
{
    public static Task<ApplicationModel> ReadAsync(PipelineStepContext context, KustomizeEnvironmentResource environment)
    {
        var computed = Computed(context.Model.Resources, environment).ToHashSet();
        return new WorkloadReader(context.ExecutionContext, context.Logger).ReadAsync(context.Model.Resources, computed.Contains, _ => false, context.CancellationToken);
    }

    /// <summary>What runs there: what nobody left out, and nobody gave to another environment.</summary>
    public static IEnumerable<IResource> Computed(IEnumerable<IResource> resources, IComputeEnvironmentResource environment) => resources.Where(resource =>
        resource is IComputeResource or ExecutableResource && !resource.IsExcludedFromPublish() && resource.GetComputeEnvironment() is var chosen && (chosen is null || chosen == environment));
}
