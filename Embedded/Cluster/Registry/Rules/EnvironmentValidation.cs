using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Pods;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a container's variables.</summary>
internal static class EnvironmentValidation
{
    private const string OnlyOne = "may not have more than one field specified at a time";

    private static readonly string[] Fields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] Sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"];

    public static void Validate(JsonObject container, string at, FieldErrors errors)
    {
        foreach (var (i, variable) in container.Items("env").Index())
        {
            var (name, field) = (variable.Str("name") ?? "", $"{at}.env[{i}]");
            if (name.Length == 0)
            {
                errors.Required($"{field}.name");
            }
            else
            {
                errors.Invalid($"{field}.name", name, Syntax.VariableName(name));
            }

            if (variable.Obj("valueFrom") is { } source)
            {
                Source(variable, source, $"{field}.valueFrom", errors);
            }
        }

        foreach (var (i, source) in container.Items("envFrom").Index())
        {
            From(source, $"{at}.envFrom", $"{at}.envFrom[{i}]", errors);
        }
    }

    private static void Source(JsonObject variable, JsonObject source, string at, FieldErrors errors)
    {
        if (source.Obj("fieldRef") is { } field)
        {
            FieldReferences.Pod(field, Fields, $"{at}.fieldRef", errors);
        }

        if (source.Obj("resourceFieldRef") is { } resource)
        {
            FieldReferences.Container(resource, isVolume: false, $"{at}.resourceFieldRef", errors);
        }

        Key(source.Obj("configMapKeyRef"), $"{at}.configMapKeyRef", errors);
        Key(source.Obj("secretKeyRef"), $"{at}.secretKeyRef", errors);
        switch (Sources.Count(type => source.Obj(type) is not null))
        {
            case 0:
                errors.Invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
                break;
            case > 0 when variable.Str("value") is { Length: > 0 }:
                errors.Invalid(at, "", "may not be specified when `value` is not empty");
                break;
            case > 1:
                errors.Invalid(at, "", OnlyOne);
                break;
        }
    }

    private static void Key(JsonObject? reference, string at, FieldErrors errors)
    {
        if (reference is null)
        {
            return;
        }

        errors.Invalid($"{at}.name", reference.Str("name") ?? "", Syntax.DnsSubdomain(reference.Str("name") ?? ""));
        if (reference.Str("key") is { Length: > 0 } key)
        {
            errors.Invalid($"{at}.key", key, Syntax.ConfigKey(key));
        }
        else
        {
            errors.Required($"{at}.key");
        }
    }

    // What is wrong with the choice Kubernetes says of the list.
    private static void From(JsonObject source, string list, string at, FieldErrors errors)
    {
        if (source.Str("prefix") is { Length: > 0 } prefix)
        {
            errors.Invalid($"{at}.prefix", prefix, Syntax.VariableName(prefix));
        }

        var references = ((string[])["configMapRef", "secretRef"]).Where(type => source.Obj(type) is not null).ToList();
        foreach (var type in references)
        {
            if (source.Obj(type).Str("name") is { Length: > 0 } name)
            {
                // Names that are completed later may end in a hyphen; so may these.
                errors.Invalid($"{at}.{type}.name", name, Syntax.DnsSubdomain(name is [_, .., '-'] ? name[..^2] + "a" : name));
            }
            else
            {
                errors.Required($"{at}.{type}.name");
            }
        }

        if (references.Count != 1)
        {
            errors.Invalid(list, "", references.Count == 0 ? "must specify one of: `configMapRef` or `secretRef`" : OnlyOne);
        }
    }
}
