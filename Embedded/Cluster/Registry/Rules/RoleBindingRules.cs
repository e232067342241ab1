using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>RoleBinding and ClusterRoleBinding.</summary>
internal sealed class RoleBindingRules(bool isCluster) : KindRules
{
    private const string ApiGroup = "rbac.authorization.k8s.io";

    public override IEnumerable<string> NameProblems(string name) => Syntax.PathSegment(name);

    public override void Default(JsonObject body)
    {
        body.Obj("roleRef")?.Default("apiGroup", ApiGroup);
        foreach (var subject in body.Items("subjects").Where(subject => subject.Str("kind") is "User" or "Group"))
        {
            subject.Default("apiGroup", ApiGroup);
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var role = body.Obj("roleRef");
        if (role.Str("apiGroup") != ApiGroup)
        {
            errors.Unsupported("roleRef.apiGroup", role.Str("apiGroup") ?? "", ApiGroup);
        }

        string[] kinds = isCluster ? ["ClusterRole"] : ["Role", "ClusterRole"];
        if (!kinds.Contains(role.Str("kind")))
        {
            errors.Unsupported("roleRef.kind", role.Str("kind") ?? "", kinds);
        }

        if (role.Str("name") is { Length: > 0 } name)
        {
            errors.Invalid("roleRef.name", name, Syntax.PathSegment(name));
        }
        else
        {
            errors.Required("roleRef.name");
        }

        var i = 0;
        foreach (var subject in body.Items("subjects"))
        {
            Subject(subject, $"subjects[{i++}]", errors);
        }

        if (old is not null && !JsonNode.DeepEquals(role, old["roleRef"]))
        {
            errors.Invalid("roleRef", new GoExpression(Words(role)), "cannot change roleRef");
        }
    }

    private static void Subject(JsonObject subject, string field, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(subject.Str("name")))
        {
            errors.Required($"{field}.name");
        }

        var (kind, group) = (subject.Str("kind") ?? "", subject.Str("apiGroup") ?? "");
        switch (kind)
        {
            case "ServiceAccount":
                if (subject.Str("name") is { Length: > 0 } name)
                {
                    errors.Invalid($"{field}.name", name, Syntax.DnsSubdomain(name));
                }

                if (group.Length > 0)
                {
                    errors.Unsupported($"{field}.apiGroup", group, "");
                }

                if (string.IsNullOrEmpty(subject.Str("namespace")))
                {
                    errors.Required($"{field}.namespace");
                }

                break;
            case "User" or "Group":
                if (group != ApiGroup)
                {
                    errors.Unsupported($"{field}.apiGroup", group, ApiGroup);
                }

                break;
            default:
                errors.Unsupported($"{field}.kind", kind, "ServiceAccount", "User", "Group");
                break;
        }
    }

    private static string Words(JsonObject? role) =>
        $"rbac.RoleRef{{APIGroup:{GoText.Quote(role.Str("apiGroup") ?? "")}, Kind:{GoText.Quote(role.Str("kind") ?? "")}, Name:{GoText.Quote(role.Str("name") ?? "")}}}";
}
