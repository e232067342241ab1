using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a container's variables.</summary>
internal static partial class EnvironmentValidation
{
    private static readonly HashSet<string> Fields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    public static void Validate(JsonObject container, string at, FieldErrors errors)
    {
        var i = 0;
        foreach (var variable in container.Items("env"))
        {
            var field = $"{at}.env[{i++}]";
            Name(variable.Str("name") ?? "", $"{field}.name", errors);
            if (variable.Obj("valueFrom") is { } source)
            {
                Source(variable, source, $"{field}.valueFrom", errors);
            }
        }

        i = 0;
        foreach (var source in container.Items("envFrom"))
        {
            From(source, $"{at}.envFrom[{i++}]", errors);
        }
    }

    private static void Name(string name, string field, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(field);
        }
        else if (!NameRegex().IsMatch(name))
        {
            errors.Invalid(
                field,
                name,
                "a valid environment variable name must consist only of printable ASCII characters other than '='");
        }
    }

    private static void Source(JsonObject variable, JsonObject source, string at, FieldErrors errors)
    {
        if (source.Count == 0)
        {
            errors.Invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
            return;
        }

        if (variable.Str("value") is { Length: > 0 })
        {
            errors.Invalid(at, "", "may not be specified when `value` is not empty");
        }

        if (source.Count > 1)
        {
            errors.Invalid(at, "", "may not have more than one field specified at a time");
        }

        Field(source.Obj("fieldRef"), $"{at}.fieldRef", errors);
        if (source.Obj("resourceFieldRef") is { } resource && string.IsNullOrEmpty(resource.Str("resource")))
        {
            errors.Required($"{at}.resourceFieldRef.resource");
        }

        foreach (var type in (string[])["configMapKeyRef", "secretKeyRef"])
        {
            Key(source.Obj(type), $"{at}.{type}", errors);
        }
    }

    private static void Field(JsonObject? reference, string at, FieldErrors errors)
    {
        if (reference is null)
        {
            return;
        }

        var path = reference.Str("fieldPath") ?? "";
        if (path.Length == 0)
        {
            errors.Required($"{at}.fieldPath");
        }
        else if (!Fields.Contains(path) && !KeyedField().IsMatch(path))
        {
            errors.Invalid($"{at}.fieldPath", path, $"error converting fieldPath: field label not supported: {path}");
        }
    }

    private static void Key(JsonObject? reference, string at, FieldErrors errors)
    {
        if (reference is null)
        {
            return;
        }

        if (string.IsNullOrEmpty(reference.Str("name")))
        {
            errors.Invalid($"{at}.name", "", "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'");
        }

        if (string.IsNullOrEmpty(reference.Str("key")))
        {
            errors.Required($"{at}.key");
        }
        else if (Syntax.ConfigKey(reference.Str("key")!) is { } wrong)
        {
            errors.Invalid($"{at}.key", reference.Str("key"), wrong);
        }
    }

    private static void From(JsonObject source, string at, FieldErrors errors)
    {
        var references = ((string[])["configMapRef", "secretRef"]).Where(type => source.Obj(type) is not null).ToList();
        if (references.Count != 1)
        {
            errors.Invalid(at, "", references.Count == 0 ? "must specify one of: `configMapRef` or `secretRef`" : "may not have more than one field specified at a time");
            return;
        }

        if (string.IsNullOrEmpty(source.Obj(references[0]).Str("name")))
        {
            errors.Required($"{at}.{references[0]}.name");
        }
    }

    [GeneratedRegex(@"^[ -<>-~]+\z")]
    private static partial Regex NameRegex();

    // metadata.labels['app'], metadata.annotations['note']
    [GeneratedRegex(@"^metadata\.(labels|annotations)\['[^']+'\]\z")]
    private static partial Regex KeyedField();
}
