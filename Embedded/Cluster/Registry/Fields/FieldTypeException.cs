using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>A value of the wrong type. The message is that of Kubernetes' JSON decoder.</summary>
internal sealed class FieldTypeException(string message, FieldSchema? wanted, JsonNode found) : Exception(message)
{
    /// <summary>The same in the words that Kubernetes uses while it merges a patch.</summary>
    public string InPatch { get; } = (wanted?.Shape, found) switch
    {
        (FieldShape.Object, not JsonObject) => $"cannot restore struct from: {GoKind(found)}",
        (FieldShape.List, not JsonArray) => $"cannot restore slice from {GoKind(found)}",
        (FieldShape.Map, not JsonObject) => $"cannot restore map from {GoKind(found)}",
        (FieldShape.Text, _) => "unrecognized type: string",
        (FieldShape.Int32 or FieldShape.Int64 or FieldShape.Double or FieldShape.Flag, _) => $"unrecognized type: {wanted!.GoType}",
        _ => message,
    };

    private static string GoKind(JsonNode node) => node switch
    {
        JsonObject => "map",
        JsonArray => "slice",
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => "string",
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => "int64",
        _ => "bool",
    };
}
