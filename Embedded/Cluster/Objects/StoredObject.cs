using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
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
    /// <exception cref="UnreadableObjectException">The class cannot read it.</exception>
    public T As<T>() where T : class => (T)(_typed ??= Copy<T>());

    /// <summary>Lets go of the shared decoded form, which takes several times what the JSON does: whoever asks for it again decodes it again.</summary>
    public void ForgetTyped() => _typed = null;

    /// <summary>A typed copy of one's own, free to change.</summary>
    /// <exception cref="UnreadableObjectException">The class cannot read it.</exception>
    public T Copy<T>() where T : class
    {
        try
        {
            return KubernetesJson.Deserialize<T>(new MemoryStream(Json.ToArray()));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new UnreadableObjectException(Kind, Key, e);
        }
    }

    /// <summary>As <see cref="As{T}"/>, for readers of many: one that cannot be read must not stop them.</summary>
    public bool TryAs<T>([NotNullWhen(true)] out T? typed) where T : class
    {
        try
        {
            typed = As<T>();
            return true;
        }
        catch (UnreadableObjectException)
        {
            // The pass over this one object says so; here the others count.
            typed = null;
            return false;
        }
    }
}
