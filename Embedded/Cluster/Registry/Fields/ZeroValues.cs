using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>
/// Go's zero values. Kubernetes does not keep what it cannot tell from "not set": without this a file that repeats a default would look like a change.
/// And it writes some fields that nobody set, and reads a null in a list or a map as a zero value.
/// </summary>
internal static class ZeroValues
{
    /// <param name="fact">Of the field that has the value.</param>
    public static bool IsDropped(FieldFact fact, FieldSchema schema, JsonNode? value) => schema.Shape switch
    {
        _ when value is null => !fact.IsAlways,
        FieldShape.List => !fact.IsAlways && ((JsonArray)value).Count == 0,
        FieldShape.Map => !fact.IsAlways && ((JsonObject)value).Count == 0,
        _ when fact.IsAlways || fact.IsOptional => false,
        FieldShape.Text or FieldShape.Bytes => value.Text().Length == 0,
        FieldShape.Flag => value.GetValueKind() == JsonValueKind.False,
        FieldShape.Int32 or FieldShape.Int64 => value.ToJsonString() == "0",
        FieldShape.Double => value.AsValue().TryGetValue<double>(out var number) && number == 0,
        _ => false,
    };

    /// <summary>Writes what Kubernetes writes of an object even where nobody set it.</summary>
    public static void Complete(FieldSchema schema, JsonObject read)
    {
        foreach (var (field, fact) in schema.Facts)
        {
            if (fact.IsAlways && !read.ContainsKey(field) && schema.Fields.TryGetValue(field, out var fieldSchema))
            {
                read[field] = Of(fieldSchema);
            }
        }
    }

    /// <summary>What a field or an element is that nobody gave a value.</summary>
    public static JsonNode? Of(FieldSchema schema)
    {
        switch (schema.Shape)
        {
            case FieldShape.Text or FieldShape.Bytes:
                return "";
            case FieldShape.Flag:
                return false;
            case FieldShape.Int32 or FieldShape.Int64 or FieldShape.Double or FieldShape.IntOrString:
                return 0L;
            case FieldShape.Quantity:
                return "0";
            case FieldShape.Object:
                var made = new JsonObject();
                Complete(schema, made);
                return made;
            default:
                return null;
        }
    }
}
