using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Kinds.Custom;
using Workshop.Cluster.Registry.Custom.Schemas;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>Turns a body into a custom resource: its metadata as in every object, all else as its schema knows it.</summary>
internal static class CustomDecoder
{
    // As Kubernetes writes objects of kinds that it has no type for.
    private static readonly string[] FirstFields = ["apiVersion", "kind", "metadata"];

    /// <returns>The object without its unknown fields, and their paths.</returns>
    /// <exception cref="StatusException">400, or 422: of another kind.</exception>
    /// <exception cref="FieldTypeException">A value of the metadata is of the wrong type.</exception>
    public static (JsonObject Decoded, IReadOnlyList<string> Unknown) Decode(ResourceKind kind, JsonObject body)
    {
        RefuseOtherKind(kind, body);
        var head = new JsonObject();
        var rest = body.DeepClone().AsObject();
        foreach (var field in FirstFields)
        {
            head.Put(field, body[field]);
            rest.Remove(field);
        }

        var reader = new FieldReader(takesAnyTime: false);
        var metadata = reader.Read(FieldSchemas.Of(typeof(CustomResource)), head).Obj("metadata") ?? [];
        Normalize(kind, rest);
        var pruning = new SchemaPruning();
        pruning.Prune(kind.Custom!.Schema, rest);
        var decoded = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata.DeepClone() };
        foreach (var (field, value) in rest.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            decoded[field] = value?.DeepClone();
        }

        return (decoded, [.. reader.Unknown, .. pruning.Unknown]);
    }

    private static void Normalize(ResourceKind kind, JsonObject body)
    {
        try
        {
            GoNumber.Normalize(body);
        }
        catch (FormatException e)
        {
            throw BodyDecoder.CannotHandle(kind, e.Message);
        }
    }

    private static void RefuseOtherKind(ResourceKind kind, JsonObject body)
    {
        if (body.Str("apiVersion") is { Length: > 0 } version && version != kind.ApiVersion)
        {
            throw StatusErrors.BadRequest($"the API version in the data ({version}) does not match the expected API version ({kind.ApiVersion})");
        }

        if (body.Str("kind") is { Length: > 0 } name && name != kind.Kind)
        {
            var errors = new FieldErrors();
            errors.Invalid("kind", name, $"must be {kind.Kind}");
            throw StatusErrors.Invalid(kind, body.Obj("metadata").Str("name") ?? "", errors);
        }
    }
}
