using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes' built-in admission adds to a new pod: its account, its priority, and patience with a node that is lost.</summary>
internal static class PodAdmission
{
    private const long PatienceSeconds = 300;

    private static readonly string[] LostNode = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static void Apply(JsonObject spec)
    {
        spec.Default("serviceAccountName", "default");
        spec.Default("serviceAccount", spec.Str("serviceAccountName")!);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec["priority"] = Policy.PriorityClassRules.System.GetValueOrDefault(spec.Str("priorityClassName") ?? "");
        foreach (var taint in LostNode.Where(taint => !spec.Items("tolerations").Any(toleration => Tolerates(toleration, taint))).ToList())
        {
            spec.Default("tolerations", new JsonArray());
            spec.Arr("tolerations")!.Add(new JsonObject
            {
                ["key"] = taint,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = PatienceSeconds,
            });
        }
    }

    private static bool Tolerates(JsonObject toleration, string taint) =>
        (toleration.Str("key") ?? taint) == taint && (toleration.Str("effect") ?? "NoExecute") == "NoExecute";
}
