using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Roles;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Start;

/// <summary>Makes the built-in roles and their bindings, and brings back what they must grant; what somebody added to them stays out, as the list is ours.</summary>
internal sealed class RbacBootstrap(IObjectRegistry registry)
{
    private const string ApiGroup = "rbac.authorization.k8s.io";

    public void Run()
    {
        foreach (var (name, rules) in BuiltInRoles.Roles)
        {
            Put(KindTable.ClusterRole, name, new V1ClusterRole { Metadata = Metadata(name), Rules = [.. rules] });
        }

        foreach (var name in BuiltInRoles.Aggregated)
        {
            // Complete from the start: nobody waits for a loop to be allowed something.
            var role = new V1ClusterRole
            {
                Metadata = Metadata(name),
                AggregationRule = new V1AggregationRule { ClusterRoleSelectors = [new V1LabelSelector { MatchLabels = new Dictionary<string, string> { [BuiltInRoles.JoinLabel(name)] = "true" } }] },
            };
            role.Rules = AggregationPlan.RulesFor(role, registry.List(KindTable.ClusterRole, null).Items.Typed<V1ClusterRole>());
            Put(KindTable.ClusterRole, name, role);
        }

        foreach (var (name, role, subjects) in BuiltInRoles.Bindings)
        {
            Put(KindTable.ClusterRoleBinding, name, new V1ClusterRoleBinding
            {
                Metadata = Metadata(name),
                RoleRef = new V1RoleRef { ApiGroup = ApiGroup, Kind = "ClusterRole", Name = role },
                Subjects = [.. subjects],
            });
        }

        var account = new ObjectKey(ClusterPageRights.Namespace, ClusterPageRights.Account);
        if (registry.Find(KindTable.ServiceAccount, account) is null)
        {
            registry.Create(KindTable.ServiceAccount, account.Namespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = account.Name } }, WriteOptions.Loop);
        }
    }

    private static V1ObjectMeta Metadata(string name) => new()
    {
        Name = name,
        Labels = BuiltInRoles.Joins(name).Select(aggregated => KeyValuePair.Create(BuiltInRoles.JoinLabel(aggregated), "true"))
            .Prepend(KeyValuePair.Create("kubernetes.io/bootstrapping", "rbac-defaults"))
            .ToDictionary(),
        Annotations = new Dictionary<string, string> { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" },
    };

    private void Put<T>(ResourceKind kind, string name, T wanted)
    {
        var json = JsonNode.Parse(KubernetesJson.Serialize(wanted))!.AsObject();
        if (registry.Find(kind, ObjectKey.Cluster(name)) is null)
        {
            registry.Create(kind, "", json, WriteOptions.Loop);
        }
        else
        {
            // A merge changes nothing where all is as wanted.
            registry.Patch(kind, ObjectKey.Cluster(name), new ObjectPatch(PatchType.Merge, json), WriteOptions.Loop);
        }
    }
}
