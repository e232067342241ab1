using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Definitions;

/// <summary>The names by which a custom resource is known.</summary>
internal static class NamesValidation
{
    public static void Validate(JsonObject names, FieldErrors errors)
    {
        foreach (var field in (string[])["plural", "singular", "kind", "listKind"])
        {
            if (string.IsNullOrEmpty(names.Str(field)))
            {
                errors.Required($"spec.names.{field}");
            }
        }

        Label(names.Str("plural"), "spec.names.plural", errors);
        Label(names.Str("singular"), "spec.names.singular", errors);
        MixedCase(names.Str("kind"), "spec.names.kind", errors);
        MixedCase(names.Str("listKind"), "spec.names.listKind", errors);
        foreach (var field in (string[])["shortNames", "categories"])
        {
            foreach (var (i, name) in names.Strings(field).Index())
            {
                Label(name, $"spec.names.{field}[{i}]", errors);
            }
        }

        if (names.Str("kind") is { Length: > 0 } kind && kind == names.Str("listKind"))
        {
            errors.Invalid("spec.names.listKind", kind, "kind and listKind may not be the same");
        }
    }

    private static void Label(string? name, string field, FieldErrors errors)
    {
        if (name is { Length: > 0 })
        {
            errors.Invalid(field, name, Syntax.Dns1035Label(name));
        }
    }

    private static void MixedCase(string? name, string field, FieldErrors errors)
    {
        if (name is { Length: > 0 } && Syntax.Dns1035Label(name.ToLowerInvariant()).ToList() is { Count: > 0 } wrong)
        {
            errors.Invalid(field, name, $"may have mixed case, but should otherwise match: {string.Join(',', wrong)}");
        }
    }
}
