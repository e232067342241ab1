using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry;

/// <summary>A PATCH body and how to read it.</summary>
internal sealed record ObjectPatch(PatchType Type, JsonNode Body)
{
    /// <summary>Of an apply: take what others own.</summary>
    public bool Force { get; init; }
}

internal enum PatchType
{
    /// <summary>application/json-patch+json, RFC 6902.</summary>
    Json,

    /// <summary>application/merge-patch+json, RFC 7386.</summary>
    Merge,

    /// <summary>application/strategic-merge-patch+json: lists merged by the keys that Kubernetes' types name.</summary>
    StrategicMerge,

    /// <summary>application/apply-patch+yaml: what the writer wishes the object to say, all of it.</summary>
    Apply,
}
