using Workshop.Cluster.Registry.Quotas;

namespace Workshop.Cluster.Registry.Rules.Policy;

/// <summary>Names of resources in quotas and limit ranges.</summary>
internal static class ResourceNameRules
{
    public static void Check(string name, string field, FieldErrors errors)
    {
        var wrong = Syntax.QualifiedName(name).ToList();
        errors.Invalid(field, new GoExpression(name), wrong);
        if (wrong.Count == 0 && !name.Contains('/', StringComparison.Ordinal) && !QuotaResources.IsStandard(name))
        {
            errors.Invalid(field, new GoExpression(name), "must be a standard resource type or fully qualified");
        }
    }
}
