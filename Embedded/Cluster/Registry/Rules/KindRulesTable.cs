using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>Which rules a kind has.</summary>
internal static class KindRulesTable
{
    private static readonly KindRules Plain = new();

    private static readonly Dictionary<ResourceKind, KindRules> Rules = new(ReferenceEqualityComparer.Instance)
    {
        [KindTable.Namespace] = new NamespaceRules(),
        [KindTable.Pod] = new PodRules(),
        [KindTable.Deployment] = new DeploymentRules(),
        [KindTable.ReplicaSet] = new ReplicaSetRules(),
    };

    public static KindRules Of(ResourceKind kind) => Rules.GetValueOrDefault(kind, Plain);
}
