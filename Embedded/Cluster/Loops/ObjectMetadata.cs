using System.Text.Json;
using k8s;
using k8s.Models;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops;

/// <summary>Reads an object's metadata without knowing its kind.</summary>
internal static class ObjectMetadata
{
    public static V1ObjectMeta Of(StoredObject item)
    {
        using var json = JsonDocument.Parse(item.Json);
        return KubernetesJson.Deserialize<V1ObjectMeta>(json.RootElement.GetProperty("metadata").GetRawText());
    }
}
