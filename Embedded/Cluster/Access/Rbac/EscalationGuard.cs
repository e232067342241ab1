using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>Nobody gives rights that they do not have themselves, neither by a role nor by a binding, unless a role says <c>escalate</c> or <c>bind</c>.</summary>
internal sealed class EscalationGuard(RbacAuthorizer authorizer)
{
    /// <exception cref="StatusException">403, naming what the caller lacks.</exception>
    public void Check(Caller caller, ResourceKind kind, ObjectKey key, JsonObject body, JsonObject? old)
    {
        if (caller.Groups.Contains(Caller.Masters))
        {
            return;
        }

        if (kind == KindTable.Role || kind == KindTable.ClusterRole)
        {
            var isSame = JsonNode.DeepEquals(body["rules"], old?["rules"]) && JsonNode.DeepEquals(body["aggregationRule"], old?["aggregationRule"]);
            if (!isSame && !May(caller, "escalate", kind, key.Namespace, key.Name))
            {
                DemandAllForAggregation(caller, kind, key, body, old);
                Demand(caller, kind, key, KubernetesJson.Deserialize<List<V1PolicyRule>>(body["rules"]?.ToJsonString() ?? "[]"));
            }
        }
        else if (kind == KindTable.RoleBinding || kind == KindTable.ClusterRoleBinding)
        {
            var role = KubernetesJson.Deserialize<V1RoleRef>(body["roleRef"]?.ToJsonString() ?? "{}");
            var bound = role.Kind == "Role" ? KindTable.Role : KindTable.ClusterRole;
            if (!JsonNode.DeepEquals(Without(body, "status"), Without(old, "status")) && !May(caller, "bind", bound, key.Namespace, role.Name ?? ""))
            {
                Demand(caller, kind, key, authorizer.RulesOf(role, key.Namespace) ?? throw StatusErrors.NotFound(bound, role.Name ?? ""));
            }
        }
    }

    // Such a role can come to hold anything.
    private void DemandAllForAggregation(Caller caller, ResourceKind kind, ObjectKey key, JsonObject body, JsonObject? old)
    {
        if (body["aggregationRule"] is null && old?["aggregationRule"] is null)
        {
            return;
        }

        var held = authorizer.RulesOf(caller, key.Namespace);
        if (!BuiltInRoles.ClusterAdminRules.SelectMany(RuleMatch.Atoms).All(atom => RuleMatch.Covers(held, atom)))
        {
            throw StatusErrors.Forbidden(kind, key.Name, "must have cluster-admin privileges to use an aggregationRule");
        }
    }

    private static JsonObject? Without(JsonObject? body, string field)
    {
        var copy = body?.DeepClone().AsObject();
        copy?.Remove(field);
        return copy;
    }

    private bool May(Caller caller, string verb, ResourceKind kind, string ns, string name) =>
        authorizer.Decide(caller, AccessAttributes.OfResource(verb, kind.Group, kind.Plural, "", ns, name)).IsAllowed;

    private void Demand(Caller caller, ResourceKind kind, ObjectKey key, IEnumerable<V1PolicyRule> wanted)
    {
        var held = authorizer.RulesOf(caller, key.Namespace);
        var lacking = wanted.Where(rule => !RuleMatch.Atoms(rule).All(atom => RuleMatch.Covers(held, atom))).ToList();
        if (lacking.Count > 0)
        {
            throw StatusErrors.Forbidden(
                kind,
                key.Name,
                $"user {GoText.Quote(caller.Name)} (groups=[{string.Join(' ', caller.Groups.Select(GoText.Quote))}]) is attempting to grant RBAC permissions not currently held:\n"
                + string.Join('\n', lacking.Select(Words)));
        }
    }

    private static string Words(V1PolicyRule rule)
    {
        var parts = new (string Name, IList<string>? Values)[]
        {
            ("APIGroups", rule.ApiGroups), ("Resources", rule.Resources), ("ResourceNames", rule.ResourceNames), ("NonResourceURLs", rule.NonResourceURLs), ("Verbs", rule.Verbs),
        };
        return $"{{{string.Join(", ", parts.Where(part => part.Values is { Count: > 0 }).Select(part => $"{part.Name}:[{string.Join(' ', part.Values!.Select(GoText.Quote))}]"))}}}";
    }
}
