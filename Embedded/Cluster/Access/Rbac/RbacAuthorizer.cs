using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>Says what a caller may do, by the roles and bindings as they are now.</summary>
internal sealed class RbacAuthorizer(IObjectRegistry registry)
{
    public AccessVerdict Decide(Caller caller, AccessAttributes wanted)
    {
        if (caller.Groups.Contains(Caller.Masters))
        {
            return new AccessVerdict(true, "");
        }

        foreach (var grant in GrantsOf(caller, wanted.Namespace))
        {
            if (grant.Rules.Any(rule => RuleMatch.Allows(rule, wanted)))
            {
                return new AccessVerdict(true, $"RBAC: allowed by {grant.Reason}");
            }
        }

        return new AccessVerdict(false, "");
    }

    /// <summary>All rules that hold for the caller in a namespace (empty: at the cluster scope).</summary>
    public IReadOnlyList<V1PolicyRule> RulesOf(Caller caller, string ns)
    {
        var granted = GrantsOf(caller, ns).SelectMany(grant => grant.Rules);

        // Masters are that without a binding, too.
        return caller.Groups.Contains(Caller.Masters) ? [.. BuiltInRoles.ClusterAdminRules, .. granted.Where(rule => !rule.Verbs.Contains("*"))] : [.. granted];
    }

    /// <returns>Null: there is no such role.</returns>
    public IList<V1PolicyRule>? RulesOf(V1RoleRef role, string ns) => role.Kind switch
    {
        "ClusterRole" => registry.Find(KindTable.ClusterRole, ObjectKey.Cluster(role.Name)) is { } found ? found.As<V1ClusterRole>().Rules ?? [] : null,
        "Role" => registry.Find(KindTable.Role, new ObjectKey(ns, role.Name)) is { } found ? found.As<V1Role>().Rules ?? [] : null,
        _ => null,
    };

    private IEnumerable<Grant> GrantsOf(Caller caller, string ns)
    {
        foreach (var binding in registry.List(KindTable.ClusterRoleBinding, null).Items.Typed<V1ClusterRoleBinding>())
        {
            if (SubjectOf(binding.Subjects, caller) is { } subject && RulesOf(binding.RoleRef, "") is { } rules)
            {
                yield return new Grant(rules, $"ClusterRoleBinding \"{binding.Metadata.Name}\" of {binding.RoleRef.Kind} \"{binding.RoleRef.Name}\" to {Words(subject)}");
            }
        }

        if (ns.Length == 0)
        {
            yield break;
        }

        foreach (var binding in registry.List(KindTable.RoleBinding, ns).Items.Typed<V1RoleBinding>())
        {
            if (SubjectOf(binding.Subjects, caller) is { } subject && RulesOf(binding.RoleRef, ns) is { } rules)
            {
                yield return new Grant(rules, $"RoleBinding \"{binding.Metadata.Name}/{ns}\" of {binding.RoleRef.Kind} \"{binding.RoleRef.Name}\" to {Words(subject)}");
            }
        }
    }

    private static Rbacv1Subject? SubjectOf(IList<Rbacv1Subject>? subjects, Caller caller) => subjects?.FirstOrDefault(subject => subject.Kind switch
    {
        "User" => subject.Name == caller.Name,
        "Group" => caller.Groups.Contains(subject.Name),
        "ServiceAccount" => Caller.AccountName(subject.NamespaceProperty ?? "", subject.Name) == caller.Name,
        _ => false,
    });

    private static string Words(Rbacv1Subject subject) =>
        subject.Kind == "ServiceAccount" ? $"ServiceAccount \"{subject.Name}/{subject.NamespaceProperty}\"" : $"{subject.Kind} \"{subject.Name}\"";

    private sealed record Grant(IList<V1PolicyRule> Rules, string Reason);
}

/// <param name="Reason">Which binding allows it; empty where none was asked.</param>
internal sealed record AccessVerdict(bool IsAllowed, string Reason);
