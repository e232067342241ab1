using Aspire.Hosting;
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
            new MeaningRule(),
            new ReplicasRule(),
            new WaitRule(),
        ];
        if (images is not null)
        {
            rules.Add(new ImageRule(images));
        }

        return [.. rules.SelectMany(rule => rule.Check(model)).Distinct()];
    }

    /// <exception cref="DistributedApplicationException">The model has mistakes: all are named.</exception>
    public static void Demand(ApplicationModel model, ImageCatalogue? images) => Demand(Check(model, images), "nothing was started");

    /// <summary>The same for what is written down: there every resource must have an image that a cluster can pull.</summary>
    /// <exception cref="DistributedApplicationException">The model has mistakes: all are named.</exception>
    public static void DemandPublishable(ApplicationModel model) =>
        Demand([.. Check(model, images: null), .. new PublishableRule().Check(model)], "nothing was written");

    private static void Demand(IReadOnlyList<ModelFinding> findings, string consequence)
    {
        if (findings.Count > 0)
        {
            throw new DistributedApplicationException(
                $"The application's model has {(findings.Count == 1 ? "a mistake" : $"{findings.Count} mistakes")} (Program.cs of the AppHost); {consequence}.{Environment.NewLine}{string.Join(Environment.NewLine, findings.Select(finding => $"  {finding}"))}");
        }
    }
}
