using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>Pods of a StatefulSet have names for life: the set's and a number.</summary>
internal static class StatefulSetNames
{
    public static string Pod(V1StatefulSet set, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{set.Metadata.Name}-{ordinal}");

    public static string Claim(V1PersistentVolumeClaim template, string pod) => $"{template.Metadata.Name}-{pod}";

    /// <returns>-1: the name is none of this set's.</returns>
    public static int OrdinalOf(V1StatefulSet set, V1Pod pod) =>
        pod.Metadata.Name.StartsWith(set.Metadata.Name + "-", StringComparison.Ordinal)
        && int.TryParse(pod.Metadata.Name.AsSpan(set.Metadata.Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : -1;
}
