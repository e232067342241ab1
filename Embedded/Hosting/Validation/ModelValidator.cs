using Workshop.Cluster.Images;
using Workshop.Hosting.Model;
using Workshop.Hosting.Validation.Rules;

namespace Workshop.Hosting.Validation;

/// <summary>Names all mistakes of a model at once, before anything starts.</summary>
internal static class ModelValidator
{
    /// <param name="images">What pods can be made of; null: not known (the model is not to be run), not checked.</param>
    public static IReadOnlyList<ModelFinding> Check(ApplicationModel model, ImageCatalogue? images)
    {
        List<IModelRule> rules =
        [
            new NameRule(),
            new EndpointRule(),
            new ExternalPortRule(),
            new ReferenceRule(),
            new ProbeRule(),
            new EnvironmentRule(),
            new ReplicasRule(),
            new WaitRule(),
        ];
        if (images is not null)
        {
            rules.Add(new ImageRule(images));
        }

        return [.. rules.SelectMany(rule => rule.Check(model)).Distinct()];
    }
}
