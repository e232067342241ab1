using k8s;
using k8s.Models;

namespace Workshop.Cluster.Loops.Roles;

/// <summary>What a put-together ClusterRole allows: all that the roles with its labels allow.</summary>
internal static class AggregationPlan
{
    /// <returns>Null: the role is not put together.</returns>
    public static IList<V1PolicyRule>? RulesFor(V1ClusterRole role, IEnumerable<V1ClusterRole> all)
    {
        if (role.AggregationRule?.ClusterRoleSelectors is not { } selectors)
        {
            return null;
        }

        var chosen = selectors
            .SelectMany(selector => all.Where(other => other.Metadata.Name != role.Metadata.Name && LabelMatch.Fits(selector, other.Metadata.Labels)).OrderBy(other => other.Metadata.Name, StringComparer.Ordinal))
            .SelectMany(other => other.Rules ?? []);
        return [.. chosen.DistinctBy(rule => KubernetesJson.Serialize(rule), StringComparer.Ordinal)];
    }

    public static bool AreSame(IEnumerable<V1PolicyRule>? present, IEnumerable<V1PolicyRule> wanted) =>
        (present ?? []).Select(rule => KubernetesJson.Serialize(rule)).SequenceEqual(wanted.Select(rule => KubernetesJson.Serialize(rule)), StringComparer.Ordinal);
}
