using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Workshop.Cluster.Kinds.Custom;

/// <summary>What every custom resource has, whatever its schema says.</summary>
internal sealed class CustomResource : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();
}
