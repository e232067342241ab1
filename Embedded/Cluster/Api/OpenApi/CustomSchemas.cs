using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>The schema of a custom resource as its definition has it, with what every object has.</summary>
internal static class CustomSchemas
{
    private const string VersionText =
        "APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values.";

    private const string KindText = "Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to.";

    /// <param name="metadata">A reference to the schema of metadata.</param>
    public static void Add(JsonObject schemas, ResourceKind kind, JsonObject metadata)
    {
        var schema = JsonNode.Parse(kind.Custom!.SchemaText) as JsonObject ?? [];
        var properties = schema.Ensure("properties");
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = VersionText };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = KindText };
        properties["metadata"] = new JsonObject { ["allOf"] = new JsonArray(metadata), ["description"] = "Standard object's metadata." };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version });
        schemas[$"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}"] = schema;
    }
}
