using System.Globalization;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Manifests;

/// <summary>How far an object of a manifest has come, judged as <c>kubectl rollout status</c> and <c>kubectl wait</c> do.</summary>
/// <param name="Detail">What is waited for, as a sentence part; of one that is ready, what it is.</param>
internal sealed record RolloutState(bool IsReady, bool HasTrouble, string Detail)
{
    /// <summary>The kinds of which something has to come about; others are ready when they are applied.</summary>
    private static readonly HashSet<(string ApiVersion, string Kind)> Kinds =
        [.. new[] { typeof(V1CustomResourceDefinition), typeof(V1Deployment), typeof(V1StatefulSet), typeof(V1DaemonSet), typeof(V1ReplicaSet), typeof(V1Job), typeof(V1Pod) }
            .Select(ApiResource.Of).Select(resource => (resource.GroupVersion, resource.Kind))];

    public static bool IsAwaited(ManifestDocument document) => Kinds.Contains((document.ApiVersion, document.Kind));

    public static RolloutState Of(V1CustomResourceDefinition definition) =>
        Has(definition.Status?.Conditions, "Established") ? new(true, false, "Established") : new(false, false, "not Established yet");

    public static RolloutState Of(V1Deployment deployment)
    {
        var wanted = deployment.Spec.Replicas ?? 1;
        var status = deployment.Status;
        var isCurrent = status?.ObservedGeneration >= deployment.Metadata.Generation && (status?.UpdatedReplicas ?? 0) == wanted && (status?.Replicas ?? 0) <= wanted;
        var isLate = status?.Conditions?.Any(condition => condition is { Type: "Progressing", Reason: "ProgressDeadlineExceeded" }) == true;
        return Counted(status?.AvailableReplicas ?? 0, wanted, isCurrent, isLate);
    }

    public static RolloutState Of(V1StatefulSet set)
    {
        var wanted = set.Spec.Replicas ?? 1;
        var status = set.Status;
        return Counted(status?.ReadyReplicas ?? 0, wanted, status?.ObservedGeneration >= set.Metadata.Generation && (status?.UpdatedReplicas ?? 0) == wanted, isLate: false);
    }

    public static RolloutState Of(V1DaemonSet set)
    {
        var status = set.Status;
        var isCurrent = status?.ObservedGeneration >= set.Metadata.Generation && (status?.UpdatedNumberScheduled ?? 0) == status?.DesiredNumberScheduled;
        return Counted(status?.NumberAvailable ?? 0, status?.DesiredNumberScheduled ?? 0, isCurrent, isLate: false);
    }

    public static RolloutState Of(V1ReplicaSet set) =>
        Counted(set.Status?.ReadyReplicas ?? 0, set.Spec.Replicas ?? 1, set.Status?.ObservedGeneration >= set.Metadata.Generation, isLate: false);

    public static RolloutState Of(V1Job job) => job switch
    {
        _ when Has(job.Status?.Conditions, "Complete") => new(true, false, "Complete"),
        _ when Has(job.Status?.Conditions, "Failed") => new(false, true, "Failed"),
        // Nothing comes of it until somebody lets it go on.
        { Spec.Suspend: true } => new(true, false, "Suspended"),
        _ => new(false, false, "not Complete yet"),
    };

    public static RolloutState Of(V1Pod pod) => pod.Status switch
    {
        { Phase: "Succeeded" } => new(true, false, "Succeeded"),
        { Phase: "Failed" } => new(false, true, "Failed"),
        { Conditions: { } conditions } when conditions.Any(condition => condition is { Type: "Ready", Status: "True" }) => new(true, false, "Ready"),
        _ => new(false, false, "not Ready yet"),
    };

    private static RolloutState Counted(int ready, int wanted, bool isCurrent, bool isLate) =>
        new(isCurrent && ready >= wanted, isLate, string.Create(CultureInfo.InvariantCulture, $"{Math.Min(ready, wanted)}/{wanted} Ready{(isLate ? ", and its deadline is over" : "")}"));

    private static bool Has(IEnumerable<V1JobCondition>? conditions, string type) => conditions?.Any(condition => condition.Type == type && condition.Status == "True") == true;

    private static bool Has(IEnumerable<V1CustomResourceDefinitionCondition>? conditions, string type) => conditions?.Any(condition => condition.Type == type && condition.Status == "True") == true;
}
