using k8s.Models;

namespace Workshop.Cluster.Loops.Namespaces;

/// <summary>Decides what a namespace that is being deleted says about it, in Kubernetes' words.</summary>
internal static class NamespaceConditionsPlan
{
    public static List<V1NamespaceCondition> For(NamespaceRemains remains, IEnumerable<V1NamespaceCondition>? present, DateTime now)
    {
        var kinds = remains.Counts
            .Select(pair => $"{pair.Key.Plural}.{pair.Key.Group} has {pair.Value} resource instances")
            .Order(StringComparer.Ordinal);
        var finalizers = remains.Finalizers
            .Select(pair => $"{pair.Key} in {pair.Value} resource instances")
            .Order(StringComparer.Ordinal);

        List<V1NamespaceCondition> conditions =
        [
            New("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
            New("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed"),
            New("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
            remains.IsEmpty
                ? New("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
                : New("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {string.Join(", ", kinds)}"),
            remains.Finalizers.Count == 0
                ? New("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
                : New("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}"),
        ];
        foreach (var condition in conditions)
        {
            var before = present?.FirstOrDefault(other => other.Type == condition.Type);
            condition.LastTransitionTime = before?.Status == condition.Status ? before.LastTransitionTime : now;
        }

        return conditions;
    }

    private static V1NamespaceCondition New(string type, bool holds, string reason, string message) =>
        new() { Type = type, Status = holds ? "True" : "False", Reason = reason, Message = message };
}
