using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Registry.Quotas;

/// <summary>Which pods a quota with scopes is about. Objects of other kinds are in none.</summary>
internal static class QuotaScopes
{
    public static bool Fit(V1ResourceQuota quota, StoredObject item)
    {
        var scopes = quota.Spec?.Scopes ?? [];
        var expressions = quota.Spec?.ScopeSelector?.MatchExpressions ?? [];
        if (scopes.Count == 0 && expressions.Count == 0)
        {
            return true;
        }

        return ReferenceEquals(item.Kind, KindTable.Pod)
            && scopes.All(scope => Holds(scope, item, "Exists", []))
            && expressions.All(rule => Holds(rule.ScopeName, item, rule.OperatorProperty, rule.Values ?? []));
    }

    private static bool Holds(string scope, StoredObject item, string rule, IList<string> values)
    {
        var spec = item.As<V1Pod>().Spec;
        return scope switch
        {
            "Terminating" => spec.ActiveDeadlineSeconds is >= 0,
            "NotTerminating" => spec.ActiveDeadlineSeconds is null,
            "BestEffort" => IsBestEffort(item),
            "NotBestEffort" => !IsBestEffort(item),
            "PriorityClass" => FitsPriority(spec.PriorityClassName ?? "", rule, values),
            "CrossNamespacePodAffinity" => Terms(spec.Affinity).Any(term => term.NamespaceSelector is not null || term.Namespaces is { Count: > 0 }),
            _ => false,
        };
    }

    private static bool IsBestEffort(StoredObject item) => QosClass.Of(item.ToJson().Obj("spec")) == "BestEffort";

    private static bool FitsPriority(string name, string rule, IList<string> values) => rule switch
    {
        "In" => values.Contains(name),
        "NotIn" => !values.Contains(name),
        "Exists" => name.Length > 0,
        _ => name.Length == 0,
    };

    private static IEnumerable<V1PodAffinityTerm> Terms(V1Affinity? affinity) =>
        (affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [])
            .Concat((affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(term => term.PodAffinityTerm))
            .Concat(affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [])
            .Concat((affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(term => term.PodAffinityTerm));
}
