using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Registry;

/// <summary>What Kubernetes demands of every object's metadata.</summary>
internal static class MetadataValidation
{
    private const int LongestAnnotations = 256 * 1024;

    // Finalizers need a domain, except for these.
    private static readonly HashSet<string> StandardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    public static void Validate(JsonObject body, JsonObject? old, KindRules rules, FieldErrors errors)
    {
        var metadata = MetadataRules.Of(body);
        ValidateName(metadata, rules, errors);
        Labels(metadata.Obj("labels"), "metadata.labels", errors);
        Annotations(metadata.Obj("annotations"), "metadata.annotations", errors);
        OwnerReferences(metadata, errors);
        Finalizers(metadata, old?.Obj("metadata"), errors);
    }

    public static void Labels(JsonObject? labels, string field, FieldErrors errors)
    {
        foreach (var (key, value) in labels ?? [])
        {
            if (Syntax.QualifiedName(key) is { } wrongKey)
            {
                errors.Invalid(field, key, wrongKey);
            }

            if (Syntax.LabelValue(value.Text()) is { } wrongValue)
            {
                errors.Invalid(field, value.Text(), wrongValue);
            }
        }
    }

    public static void Annotations(JsonObject? annotations, string field, FieldErrors errors)
    {
        foreach (var (key, _) in annotations ?? [])
        {
            if (Syntax.QualifiedName(key.ToLowerInvariant()) is { } wrong)
            {
                errors.Invalid(field, key, wrong);
            }
        }

        if ((annotations ?? []).Sum(pair => pair.Key.Length + pair.Value.Text().Length) > LongestAnnotations)
        {
            errors.TooLong(field, LongestAnnotations);
        }
    }

    private static void ValidateName(JsonObject metadata, KindRules rules, FieldErrors errors)
    {
        if (metadata.Str("name") is not { Length: > 0 } name)
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
        else if (rules.NameProblem(name) is { } wrong)
        {
            errors.Invalid("metadata.name", name, wrong);
        }
    }

    private static void OwnerReferences(JsonObject metadata, FieldErrors errors)
    {
        const string Field = "metadata.ownerReferences";
        string? controller = null;
        foreach (var owner in metadata.Items("ownerReferences"))
        {
            RequireText(owner, "apiVersion", "version must not be empty", Field, errors);
            RequireText(owner, "kind", "must not be empty", Field, errors);
            RequireText(owner, "name", "name must not be empty", Field, errors);
            RequireText(owner, "uid", "uid must not be empty", Field, errors);
            if (owner.Flag("controller") is not true)
            {
                continue;
            }

            if (controller is not null)
            {
                errors.Invalid(
                    Field, owner.Str("name"), $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {owner.Str("name")}");
            }

            controller ??= $"{owner.Str("kind")}/{owner.Str("name")}";
        }
    }

    private static void RequireText(JsonObject owner, string name, string detail, string field, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(owner.Str(name)))
        {
            errors.Invalid($"{field}.{name}", "", detail);
        }
    }

    private static void Finalizers(JsonObject metadata, JsonObject? old, FieldErrors errors)
    {
        var finalizers = metadata.Strings("finalizers").ToList();
        for (var i = 0; i < finalizers.Count; i++)
        {
            var finalizer = finalizers[i];
            if (Syntax.QualifiedName(finalizer) is { } wrong)
            {
                errors.Invalid($"metadata.finalizers[{i}]", finalizer, wrong);
            }
            else if (!finalizer.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(finalizer))
            {
                errors.Invalid($"metadata.finalizers[{i}]", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            }
        }

        var added = finalizers.Except(old.Strings("finalizers")).ToList();
        if (old.Str("deletionTimestamp") is not null && added.Count > 0)
        {
            errors.Forbidden(
                "metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers {GoText.StringList(added)}");
        }
    }
}
