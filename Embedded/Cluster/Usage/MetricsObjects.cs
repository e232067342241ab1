using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Usage;

/// <summary>Measurements as objects of metrics.k8s.io, in the form that Kubernetes' metrics server gives them.</summary>
internal static class MetricsObjects
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static StoredObject Of(V1Pod pod, PodUsage usage)
    {
        var body = Head(KindTable.PodMetrics, pod.Metadata, usage.Timestamp, usage.Window);
        body["containers"] = new JsonArray([.. usage.Containers.Select(container => new JsonObject { ["name"] = container.Name, ["usage"] = Amounts(container) })]);
        return Stored(KindTable.PodMetrics, pod.Metadata, body);
    }

    public static StoredObject Of(V1Node node, ContainerUsage usage, DateTimeOffset timestamp, TimeSpan window)
    {
        var body = Head(KindTable.NodeMetrics, node.Metadata, timestamp, window);
        body["usage"] = Amounts(usage);
        return Stored(KindTable.NodeMetrics, node.Metadata, body);
    }

    private static JsonObject Head(ResourceKind kind, V1ObjectMeta about, DateTimeOffset timestamp, TimeSpan window)
    {
        var at = timestamp.UtcDateTime.ToText();
        var metadata = new JsonObject { ["name"] = about.Name };
        if (kind.IsNamespaced)
        {
            metadata["namespace"] = about.NamespaceProperty;
        }

        metadata["creationTimestamp"] = at;
        if (about.Labels is { Count: > 0 } labels)
        {
            metadata["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        }

        return new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata, ["timestamp"] = at, ["window"] = UsageText.Duration(window) };
    }

    private static JsonObject Amounts(ContainerUsage usage) => new() { ["cpu"] = UsageText.Nanocores(usage.Nanocores), ["memory"] = UsageText.Bytes(usage.Bytes) };

    private static StoredObject Stored(ResourceKind kind, V1ObjectMeta about, JsonObject body) =>
        new(kind, new ObjectKey(kind.IsNamespaced ? about.NamespaceProperty : "", about.Name), about.Uid ?? "", 0, Encoding.UTF8.GetBytes(body.ToJsonString(Json)));
}
