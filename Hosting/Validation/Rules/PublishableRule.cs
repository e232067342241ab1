using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>What is published has an image: one that is made of its project, or one that it names.</summary>
internal sealed class PublishableRule : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) => model.Workloads.SelectMany(Check);

    private static IEnumerable<ModelFinding> Check(Workload workload)
    {
        if (workload.Resource.Annotations.OfType<DockerfileBuildAnnotation>().Any())
        {
            yield return new(workload.Name, "it is built of a Dockerfile, which publish cannot write and deploy does not build. Push its image and name it (AddContainer), or leave it out (ExcludeFromManifest).");
        }
        else if (workload is { ProjectPath: null, Image: null })
        {
            yield return new(workload.Name, $"it is a {workload.Resource.GetType().Name}, of which there is no image: publish writes projects and containers. Make it one of them, or leave it out (ExcludeFromManifest).");
        }
    }
}
