using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>Tells pod templates apart: what they say, without the label that a ReplicaSet adds, whatever the order of their fields.</summary>
internal static class PodTemplates
{
    public const string HashLabel = "pod-template-hash";

    /// <summary>Kubernetes' alphabet for generated names: no vowels, so that no word arises, and nothing that looks like another letter.</summary>
    private const string SafeAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static bool AreEqual(V1PodTemplateSpec left, V1PodTemplateSpec right) => Canonical(left) == Canonical(right);

    /// <param name="collisions">Raised when another ReplicaSet has the name already, so that the next hash differs.</param>
    public static string Hash(V1PodTemplateSpec template, int? collisions)
    {
        // FNV-1a, 32 bits: short enough for a name, and the same in every process.
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes($"{Canonical(template)}{collisions}"))
        {
            hash = unchecked((hash ^ b) * 16777619u);
        }

        return string.Concat($"{hash:D}".Select(digit => SafeAlphabet[digit % SafeAlphabet.Length]));
    }

    private static string Canonical(V1PodTemplateSpec template)
    {
        var json = JsonNode.Parse(KubernetesJson.Serialize(template))!.AsObject();
        if (json["metadata"] is JsonObject metadata)
        {
            metadata.Remove("creationTimestamp");
            (metadata["labels"] as JsonObject)?.Remove(HashLabel);
        }

        return Sorted(json)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Where(field => field.Value is not null)
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
