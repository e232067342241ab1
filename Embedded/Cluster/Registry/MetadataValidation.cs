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
            errors.Invalid(field, key, Syntax.QualifiedName(key));
            errors.Invalid(field, value.Text(), Syntax.LabelValue(value.Text()));
        }
    }

    public static void Annotations(JsonObject? annotations, string field, FieldErrors errors)
    {
        foreach (var (key, _) in annotations ?? [])
        {
            errors.Invalid(field, key, Syntax.QualifiedName(key.ToLowerInvariant()));
        }

        if ((annotations ?? []).Sum(pair => pair.Key.Length + pair.Value.Text().Length) > LongestAnnotations)
        {
            errors.TooLong(field, LongestAnnotations);
        }
    }

    private static void ValidateName(JsonObject metadata, KindRules rules, FieldErrors errors)
    {
        // Five letters follow, so that a hyphen is no mistake at its end.
        if (metadata.Str("generateName") is { Length: > 0 } prefix)
        {
            errors.Invalid("metadata.generateName", prefix, rules.NameProblems(prefix is [_, .., '-'] ? prefix[..^2] + "a" : prefix));
        }

        if (metadata.Str("name") is not { Length: > 0 } name)
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
        else
        {
            errors.Invalid("metadata.name", name, rules.NameProblems(name));
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
        foreach (var finalizer in finalizers)
        {
            errors.Invalid("metadata.finalizers", finalizer, Syntax.QualifiedName(finalizer));
        }

        if (finalizers.Contains("orphan") && finalizers.Contains("foregroundDeletion"))
        {
            errors.Invalid("metadata.finalizers", new GoExpression(GoText.StringList(finalizers)), "finalizer orphan and foregroundDeletion cannot be both set");
        }

        foreach (var (i, finalizer) in finalizers.Index())
        {
            if (!finalizer.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(finalizer))
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
