using System.Globalization;
using System.Text;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>The values of <c>fieldRef</c> and <c>resourceFieldRef</c>, in variables and in files.</summary>
internal static class FieldValues
{
    /// <exception cref="ContainerConfigException">No such field.</exception>
    public static string OfField(PodOnNode facts, string path)
    {
        var pod = facts.Pod;
        return path switch
        {
            "metadata.name" => pod.Metadata.Name,
            "metadata.namespace" => pod.Metadata.NamespaceProperty,
            "metadata.uid" => pod.Metadata.Uid,
            "metadata.labels" => Lines(pod.Metadata.Labels),
            "metadata.annotations" => Lines(pod.Metadata.Annotations),
            "spec.nodeName" => pod.Spec.NodeName ?? "",
            "spec.serviceAccountName" => pod.Spec.ServiceAccountName ?? "",
            "status.hostIP" or "status.hostIPs" => facts.HostIp,
            "status.podIP" or "status.podIPs" => facts.PodIp,
            _ when Subscript(path, "metadata.labels") is { } key => pod.Metadata.Labels is { } labels && labels.TryGetValue(key, out var label) ? label : "",
            _ when Subscript(path, "metadata.annotations") is { } key => pod.Metadata.Annotations is { } notes && notes.TryGetValue(key, out var note) ? note : "",
            _ => throw new ContainerConfigException($"unsupported fieldPath: {path}"),
        };
    }

    /// <param name="container">The container meant when the selector names none.</param>
    /// <exception cref="ContainerConfigException">No such container or resource.</exception>
    public static string OfResource(PodOnNode facts, V1ResourceFieldSelector selector, V1Container? container)
    {
        var wanted = string.IsNullOrEmpty(selector.ContainerName)
            ? container
            : (facts.Pod.Spec.InitContainers ?? []).Concat(facts.Pod.Spec.Containers).FirstOrDefault(one => one.Name == selector.ContainerName);
        if (wanted is null)
        {
            throw new ContainerConfigException($"container {selector.ContainerName} not found");
        }

        var (list, resource) = selector.Resource.Split('.', 2) switch
        {
            ["limits", var name] => (wanted.Resources?.Limits, name),
            ["requests", var name] => (wanted.Resources?.Requests, name),
            _ => throw new ContainerConfigException($"unsupported container resource : {selector.Resource}"),
        };

        var value = list is not null && list.TryGetValue(resource, out var quantity) ? quantity.ToDecimal()
            : selector.Resource.StartsWith("limits.", StringComparison.Ordinal) && facts.Allocatable.TryGetValue(resource, out var allocatable) ? allocatable.ToDecimal()
            : 0;
        var divisor = selector.Divisor?.ToDecimal() is { } given && given != 0 ? given : 1;
        return Math.Ceiling(value / divisor).ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>Raw input: <c>metadata.labels['zone']</c>.</summary>
    private static string? Subscript(string path, string field) =>
        path.StartsWith(field + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(field.Length + 2)..^2] : null;

    private static string Lines(IDictionary<string, string>? pairs) =>
        string.Join('\n', (pairs ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Quote(pair.Value)}"));

    /// <summary>As Go quotes a string.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < 0x20 or 0x7f => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }
}
