using Workshop.Cluster.Images;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Validation.Rules;

/// <summary>The build made an image for every workload.</summary>
internal sealed class ImageRule(ImageCatalogue images) : IModelRule
{
    public IEnumerable<ModelFinding> Check(ApplicationModel model) =>
        from workload in model.Workloads
        let image = ImageName.Of(workload)
        where !images.Images.Any(known => known.Name == image.Repository && (known.Tags.Contains(image.Tag) || known.Tags.Contains("*")))
        select new ModelFinding(workload.Name, $"image '{image}' is not in the catalogue that the AppHost's build made. Reference its project in AppHost/AppHost.csproj and build again.");
}
