using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>
/// Kubernetes does not keep what it cannot tell from "not set": empty lists, maps and texts, and false and 0 of fields that are no pointers in
/// its types. Without this a file that repeats such a default would look like a change.
/// </summary>
internal static class ZeroFields
{
    // Texts that are pointers in Kubernetes' types (an empty one means something), and those that are written even if empty.
    private static readonly HashSet<string> KeptTexts =
    [
        "storageClassName", "ingressClassName", "appProtocol", "volumeName", "runtimeClassName", "priorityClassName", "holderIdentity", "image", "imageID",
        "port", "protocol", "hostname", "nodeName", "zone", "key", "path", "device", "name", "type", "status",
    ];

    // No pointers, and left out when zero. Whatever is not here is kept as given.
    private static readonly HashSet<string> Dropped =
    [
        "tty", "stdin", "stdinOnce", "hostNetwork", "hostPID", "hostIPC", "readOnly", "paused", "unschedulable", "publishNotReadyAddresses",
        "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold", "minReadySeconds", "hostPort", "nodePort",
        "observedGeneration", "readyReplicas", "availableReplicas", "updatedReplicas", "unavailableReplicas", "fullyLabeledReplicas", "generation", "count",
    ];

    // Present even if empty or zero.
    private static readonly HashSet<(string Type, string Field)> KeptLists = [("EndpointSlice", "endpoints"), ("EndpointSlice", "ports")];

    /// <param name="type">The bare name of the type that has the field.</param>
    public static bool IsDropped(string type, string field, FieldSchema schema, JsonNode value) => schema.Shape switch
    {
        FieldShape.List => ((JsonArray)value).Count == 0 && !KeptLists.Contains((type, field)),
        FieldShape.Map => ((JsonObject)value).Count == 0,
        FieldShape.Text => value.Text().Length == 0 && !KeptTexts.Contains(field),
        FieldShape.Flag => value.GetValueKind() == JsonValueKind.False && Dropped.Contains(field),
        FieldShape.Int32 or FieldShape.Int64 => value.ToJsonString() == "0" && (Dropped.Contains(field) || (type == "DeploymentStatus" && field == "replicas")),
        _ => false,
    };
}
