using System.Text.Json.Nodes;
using k8s;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Objects;

/// <summary>One version of one object as the store keeps it: immutable, shared by all readers.</summary>
/// <param name="Json">The whole object as UTF-8 JSON, <c>metadata.resourceVersion</c> included.</param>
internal sealed record StoredObject(ResourceKind Kind, ObjectKey Key, string Uid, long ResourceVersion, ReadOnlyMemory<byte> Json)
{
    private object? _typed;

    /// <summary>A fresh tree of its own, free to change.</summary>
    public JsonObject ToJson() => JsonNode.Parse(Json.Span)!.AsObject();

    /// <summary>The object as a class of the KubernetesClient package, decoded once and shared: never change it (see <see cref="Copy{T}"/>).</summary>
    public T As<T>() where T : class => (T)(_typed ??= KubernetesJson.Deserialize<T>(new MemoryStream(Json.ToArray())));

    /// <summary>A typed copy of one's own, free to change.</summary>
    public T Copy<T>() where T : class => KubernetesJson.Deserialize<T>(new MemoryStream(Json.ToArray()));
}
