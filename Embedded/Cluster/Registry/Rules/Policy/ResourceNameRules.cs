using Workshop.Cluster.Registry.Quotas;

namespace Workshop.Cluster.Registry.Rules.Policy;

/// <summary>Names of resources in quotas and limit ranges.</summary>
internal static class ResourceNameRules
{
    public static void Check(string name, string field, FieldErrors errors)
    {
        if (Syntax.QualifiedName(name) is { } wrong)
        {
            errors.Invalid(field, new GoExpression(name), wrong);
        }
        else if (!name.Contains('/', StringComparison.Ordinal) && !QuotaResources.IsStandard(name))
        {
            errors.Invalid(field, new GoExpression(name), "must be a standard resource type or fully qualified");
        }
    }
}
