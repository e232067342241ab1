using Workshop.Hosting.Model;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Translation;

/// <summary>The labels of the application's objects: Kubernetes' recommended ones, and those that the workshop's deck teaches.</summary>
internal static class ObjectLabels
{
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Name = "app.kubernetes.io/name";
    public const string Application = "workshop";

    public static Dictionary<string, string> OfApplication() => new()
    {
        [ManagedBy] = Application,
        ["app.kubernetes.io/part-of"] = Application,
    };

    public static Dictionary<string, string> OfNamespace() => new(OfApplication().Concat(SecurityPolicy.NamespaceLabels()));

    public static Dictionary<string, string> OfResource(string resource) => new(OfApplication())
    {
        [Name] = resource,
        ["app"] = resource,
    };

    /// <summary>Pods and their Deployment. The version is no part of the selector: a rollout changes it.</summary>
    public static Dictionary<string, string> OfPods(Workload workload) => new(OfResource(workload.Name))
    {
        ["track"] = "stable",
        ["version"] = ImageName.Of(workload).Tag,
    };

    /// <summary>A canary beside it has another track, so that the two Deployments keep their pods apart.</summary>
    public static Dictionary<string, string> DeploymentSelector(string resource) => new() { ["app"] = resource, ["track"] = "stable" };

    /// <summary>Stable and canary pods alike answer for the Service.</summary>
    public static Dictionary<string, string> ServiceSelector(string resource) => new() { ["app"] = resource };
}
