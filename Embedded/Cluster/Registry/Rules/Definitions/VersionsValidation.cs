using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Custom.Schemas;

namespace Workshop.Cluster.Registry.Rules.Definitions;

/// <summary>The versions of a custom resource: names, which one is stored, schema, columns and subresources.</summary>
internal static class VersionsValidation
{
    private const string NoPath = "must be a simple json path starting with .";

    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] ColumnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        var versions = spec.Items("versions").ToList();
        var names = GoText.StringList(versions.Select(version => version.Str("name") ?? ""));
        if (versions.Count(version => version.Flag("storage") is true) != 1)
        {
            errors.Invalid("spec.versions", new GoExpression(names), "must have exactly one version marked as storage version");
        }

        if (versions.Select(version => version.Str("name")).Distinct().Count() != versions.Count)
        {
            errors.Invalid("spec.versions", new GoExpression(names), "must contain unique version names");
        }

        foreach (var (i, version) in versions.Index())
        {
            ValidateVersion(version, $"spec.versions[{i}]", errors);
        }
    }

    private static void ValidateVersion(JsonObject version, string path, FieldErrors errors)
    {
        errors.Invalid($"{path}.name", version.Str("name") ?? "", Syntax.Dns1035Label(version.Str("name") ?? ""));

        foreach (var field in (string[])["served", "storage"])
        {
            if (version.Flag(field) is null)
            {
                errors.Required($"{path}.{field}");
            }
        }

        if (version.Str("deprecationWarning") is not null && version.Flag("deprecated") is not true)
        {
            errors.Invalid($"{path}.deprecationWarning", version.Str("deprecationWarning"), "can only be set for deprecated versions");
        }

        if (version.Obj("schema").Obj("openAPIV3Schema") is { } schema)
        {
            SchemaRules.Validate(schema, $"{path}.schema.openAPIV3Schema", errors);
        }
        else
        {
            errors.Required($"{path}.schema.openAPIV3Schema", "schemas are required");
        }

        foreach (var (i, column) in version.Items("additionalPrinterColumns").Index())
        {
            ValidateColumn(column, $"{path}.additionalPrinterColumns[{i}]", errors);
        }

        ValidateScale(version.Obj("subresources").Obj("scale"), $"{path}.subresources.scale", errors);
    }

    private static void ValidateColumn(JsonObject column, string path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(column.Str("name")))
        {
            errors.Required($"{path}.name");
        }

        if (column.Str("type") is not { Length: > 0 } type)
        {
            errors.Required($"{path}.type", $"must be one of {string.Join(',', ColumnTypes)}");
        }
        else if (!ColumnTypes.Contains(type))
        {
            errors.Invalid($"{path}.type", type, $"must be one of {string.Join(',', ColumnTypes)}");
        }

        if (column.Str("format") is { Length: > 0 } format && !ColumnFormats.Contains(format))
        {
            errors.Invalid($"{path}.format", format, $"must be one of {string.Join(',', ColumnFormats)}");
        }

        // What a path says beyond its first character is seen when it is read: Kubernetes keeps a definition with a wrong one.
        if (column.Str("jsonPath") is not { Length: > 0 } jsonPath)
        {
            errors.Required($"{path}.JSONPath");
        }
        else if (!jsonPath.StartsWith('.'))
        {
            errors.Invalid($"{path}.jsonPath", jsonPath, NoPath);
        }
    }

    private static void ValidateScale(JsonObject? scale, string path, FieldErrors errors)
    {
        if (scale is null)
        {
            return;
        }

        foreach (var (field, root) in new[] { ("specReplicasPath", ".spec"), ("statusReplicasPath", ".status"), ("labelSelectorPath", "") })
        {
            var text = scale.Str(field) ?? "";
            if (text.Length == 0)
            {
                if (root.Length > 0)
                {
                    errors.Required($"{path}.{field}");
                }
            }
            else if (!text.StartsWith('.'))
            {
                errors.Invalid($"{path}.{field}", text, NoPath);
            }
            else if (text.Contains('[', StringComparison.Ordinal) || !(root.Length > 0 ? text.StartsWith(root + ".", StringComparison.Ordinal) : text.StartsWith(".spec.", StringComparison.Ordinal) || text.StartsWith(".status.", StringComparison.Ordinal)))
            {
                errors.Invalid($"{path}.{field}", text, root.Length > 0 ? $"should be a json path under {root}" : "should be a json path under either .spec or .status");
            }
        }
    }
}
