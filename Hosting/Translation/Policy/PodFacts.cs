using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation.Policy;

/// <summary>What a pod of ours cannot know by itself: who it is, for telemetry and the lab's headers, and from whom it may take a client's address.</summary>
internal static class PodFacts
{
    private static readonly (string Name, string Field)[] Identity = [("POD_NAME", "metadata.name"), ("POD_NAMESPACE", "metadata.namespace"), ("NODE_NAME", "spec.nodeName")];

    public static IEnumerable<V1EnvVar> Of(Workload workload, ApplicationModel model, TranslationTarget target)
    {
        if (workload.ProjectPath is null)
        {
            yield break;
        }

        foreach (var (name, field) in Identity)
        {
            yield return new V1EnvVar { Name = name, ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = field } } };
        }

        // Only those whom the network rules let in reach it: what they say of the client is to be believed.
        if (target.PodNetworks is { } networks && Bonds.CallersOf(workload, model).Count > 0)
        {
            yield return new V1EnvVar { Name = "Workshop__TrustedProxies", Value = networks };
        }
    }
}
