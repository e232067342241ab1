using System.Globalization;
using k8s;
using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>What a Deployment writes on its ReplicaSets so that the next pass, kubectl and a rollback know.</summary>
internal static class ReplicaSetAnnotations
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    private const int HistoryLimit = 2000;

    /// <summary>Annotations that stay where they are; all others of a Deployment (change-cause …) are copied to its present ReplicaSet.</summary>
    private static readonly HashSet<string> OwnOfEach =
    [
        "kubectl.kubernetes.io/last-applied-configuration", Revision, RevisionHistory, DesiredReplicas, MaxReplicas, "deprecated.deployment.rollback.to",
    ];

    public static long? Number(IKubernetesObject<V1ObjectMeta> item, string annotation) =>
        item.Metadata.Annotations?.TryGetValue(annotation, out var text) == true && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The annotations that the Deployment's present ReplicaSet is to have.</summary>
    /// <param name="present">Those that it has; empty for one that is yet to be made.</param>
    public static Dictionary<string, string> ForCurrent(V1Deployment deployment, IDictionary<string, string>? present, long revision)
    {
        var annotations = new Dictionary<string, string>(present ?? new Dictionary<string, string>());
        foreach (var (name, value) in deployment.Metadata.Annotations ?? new Dictionary<string, string>())
        {
            if (!OwnOfEach.Contains(name))
            {
                annotations[name] = value;
            }
        }

        var had = annotations.GetValueOrDefault(Revision);
        if (had is null || (long.TryParse(had, NumberStyles.Integer, CultureInfo.InvariantCulture, out var old) && old < revision))
        {
            annotations[Revision] = Text(revision);
            if (had is not null)
            {
                // A rollback: the ReplicaSet remembers the revisions that it was before.
                annotations[RevisionHistory] = Remember(annotations.GetValueOrDefault(RevisionHistory), had);
            }
        }

        return annotations;
    }

    public static void SetSizes(IDictionary<string, string> annotations, RolloutLimits limits)
    {
        annotations[DesiredReplicas] = Text(limits.Desired);
        annotations[MaxReplicas] = Text(limits.MaxTotal);
    }

    public static bool AreEqual(IDictionary<string, string>? left, IDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0) && LabelMatch.HasAll(left, right);

    private static string Remember(string? history, string revision)
    {
        var all = string.IsNullOrEmpty(history) ? revision : $"{history},{revision}";
        while (all.Length > HistoryLimit)
        {
            all = all[(all.IndexOf(',', StringComparison.Ordinal) + 1)..];
        }

        return all;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
