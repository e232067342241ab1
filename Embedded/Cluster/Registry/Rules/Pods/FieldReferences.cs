using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of references to the pod's own fields and to its containers' resources.</summary>
internal static partial class FieldReferences
{
    // What Kubernetes can name at all; a variable and a file each take some of them.
    private static readonly HashSet<string> Known =
    [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName",
        "spec.schedulerName", "status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] Resources =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    private static readonly HashSet<string> SizeDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    public static void Pod(JsonObject reference, string[] supported, string at, FieldErrors errors)
    {
        var path = reference.Str("fieldPath") ?? "";
        if (path.Length == 0)
        {
            errors.Required($"{at}.fieldPath");
        }
        else if (Subscripted().Match(path) is { Success: true } match)
        {
            Subscript(match.Groups["path"].Value, match.Groups["key"].Value, path, at, errors);
        }
        else if (!Known.Contains(path))
        {
            errors.Invalid($"{at}.fieldPath", path, $"error converting fieldPath: field label not supported: {path}");
        }
        else if (!supported.Contains(path))
        {
            errors.Unsupported($"{at}.fieldPath", path, supported);
        }
    }

    public static void Container(JsonObject reference, bool isVolume, string at, FieldErrors errors)
    {
        var resource = reference.Str("resource") ?? "";
        if (isVolume && string.IsNullOrEmpty(reference.Str("containerName")))
        {
            errors.Required($"{at}.containerName");
        }
        else if (resource.Length == 0)
        {
            errors.Required($"{at}.resource");
        }
        else if (!Resources.Contains(resource) && !IsPages(resource))
        {
            errors.Unsupported($"{at}.resource", resource, Resources);
        }

        Divisor(resource, reference["divisor"].Text(), $"{at}.divisor", errors);
    }

    private static void Subscript(string path, string key, string whole, string at, FieldErrors errors)
    {
        if (path is not ("metadata.annotations" or "metadata.labels"))
        {
            errors.Invalid($"{at}.fieldPath", whole, $"error converting fieldPath: field label does not support subscript: {whole}");
            return;
        }

        var name = path == "metadata.annotations" ? key.ToLowerInvariant() : key;
        errors.Invalid(at, name, Syntax.QualifiedName(name));
    }

    private static void Divisor(string resource, string divisor, string field, FieldErrors errors)
    {
        if (divisor is "" or "0")
        {
            return;
        }

        var kind = resource[(resource.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (kind == "cpu" && divisor is not ("1m" or "1"))
        {
            errors.Invalid(field, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
        }
        else if (kind != "cpu" && (Resources.Contains(resource) || IsPages(resource)) && !SizeDivisors.Contains(divisor))
        {
            var name = kind switch { "memory" => "memory", "ephemeral-storage" => "local ephemeral storage", _ => "hugepages" };
            errors.Invalid(field, resource, $"only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the {name} resource");
        }
    }

    private static bool IsPages(string resource) =>
        resource.StartsWith("limits.hugepages-", StringComparison.Ordinal) || resource.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    // metadata.labels['app'], metadata.annotations['note']
    [GeneratedRegex(@"^(?<path>[^\[]+)\['(?<key>[^']*)'\]\z")]
    private static partial Regex Subscripted();
}
