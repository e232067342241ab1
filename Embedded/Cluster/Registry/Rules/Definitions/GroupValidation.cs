using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Definitions;

/// <summary>The group of a definition, and who may define kinds in Kubernetes' own groups.</summary>
internal static class GroupValidation
{
    public const string Approval = "api-approved.kubernetes.io";

    private const string MoreInformation = "see https://github.com/kubernetes/enhancements/pull/1111";

    public static void Validate(string group, JsonObject? annotations, JsonObject? old, FieldErrors errors)
    {
        if (group.Length == 0)
        {
            errors.Required("spec.group");
            return;
        }

        if (Syntax.DnsSubdomain(group) is { } wrong)
        {
            errors.Invalid("spec.group", group, wrong);
        }
        else if (!group.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid("spec.group", group, "should be a domain with at least one dot");
        }

        // What was let in once stays.
        if (IsProtected(group) && old is null)
        {
            ValidateApproval(annotations.Str(Approval), errors);
        }
    }

    /// <summary>Whether the group is one of Kubernetes' community.</summary>
    public static bool IsProtected(string group) => group is "k8s.io" or "kubernetes.io"
        || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);

    public static bool IsUrl(string? approval) => Uri.TryCreate(approval, UriKind.Absolute, out var url) && url.Host.Length > 0;

    private static void ValidateApproval(string? approval, FieldErrors errors)
    {
        const string Field = $"metadata.annotations[{Approval}]";
        if (string.IsNullOrEmpty(approval))
        {
            errors.Required(Field, $"protected groups must have approval annotation \"{Approval}\", {MoreInformation}");
        }
        else if (!approval.StartsWith("unapproved", StringComparison.Ordinal) && !IsUrl(approval))
        {
            errors.Invalid(Field, approval, $"protected groups must have approval annotation \"{Approval}\" with either a URL or a reason starting with \"unapproved\", {MoreInformation}");
        }
    }
}
