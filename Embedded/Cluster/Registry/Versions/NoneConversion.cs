using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry.Custom.Schemas;

namespace Workshop.Cluster.Registry.Versions;

/// <summary>Custom resources by Kubernetes' strategy None: the name of the version changes, what the other one does not know is left out, and its defaults come in.</summary>
internal sealed class NoneConversion(ResourceKind kind) : IVersionConversion
{
    public JsonObject ToStored(JsonObject body) => ReadBy(kind.Kept, body.DeepClone().AsObject());

    public JsonObject FromStored(JsonObject body) => ReadBy(kind, body);

    private static JsonObject ReadBy(ResourceKind kind, JsonObject body)
    {
        new SchemaPruning().Prune(kind.Custom!.Schema, body);
        SchemaDefaults.Apply(kind.Custom.Schema, body);
        return body;
    }
}
