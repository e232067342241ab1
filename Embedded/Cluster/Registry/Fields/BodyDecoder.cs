using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry.Custom;

namespace Workshop.Cluster.Registry.Fields;

/// <summary>Turns a body into an object of its kind: known fields only, unknown ones refused, warned of or dropped as the caller wishes.</summary>
internal static class BodyDecoder
{
    /// <param name="patch">The strategic merge patch that the body came out of, if any: failures then speak of the patch.</param>
    /// <exception cref="StatusException">400, or 422 for a patch.</exception>
    public static JsonObject Decode(ResourceKind kind, JsonObject body, WriteOptions options, ObjectPatch? patch = null)
    {
        try
        {
            var (decoded, unknown) = kind.Custom is null ? DecodeBuiltIn(kind, body, options) : CustomDecoder.Decode(kind, body);
            Judge(kind, unknown, body, options, patch);
            return decoded;
        }
        catch (FieldTypeException e)
        {
            throw patch is null ? CannotHandle(kind, e.Message) : BadPatch(patch, body, patch.Type == PatchType.StrategicMerge ? e.InPatch : e.Message);
        }
    }

    /// <summary>Kubernetes' wrapping of any failure to decode.</summary>
    public static StatusException CannotHandle(ResourceKind kind, string why) =>
        StatusErrors.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {why}");

    private static (JsonObject Decoded, IReadOnlyList<string> Unknown) DecodeBuiltIn(ResourceKind kind, JsonObject body, WriteOptions options)
    {
        RefuseOtherKind(kind, body);
        var reader = new FieldReader(takesAnyTime: options.IsLoop);
        var decoded = reader.Read(FieldSchemas.Of(kind.Model), body);
        return (Ordered(kind, decoded), reader.Unknown);
    }

    private static void RefuseOtherKind(ResourceKind kind, JsonObject body)
    {
        var (apiVersion, name) = (body.Str("apiVersion"), body.Str("kind"));
        if ((name is { Length: > 0 } && name != kind.Kind) || (apiVersion is { Length: > 0 } && apiVersion != kind.ApiVersion))
        {
            var version = (apiVersion ?? kind.ApiVersion).Split('/')[^1];
            var group = kind.Group.Length == 0 ? "core" : kind.Group.Split('.')[0];
            throw StatusErrors.BadRequest(
                $"{name ?? kind.Kind} in version \"{version}\" cannot be handled as a {kind.Kind}: converting ({version}.{name ?? kind.Kind}) to ({group}.{kind.Kind}): unknown conversion");
        }
    }

    private static void Judge(ResourceKind kind, IReadOnlyList<string> unknown, JsonObject body, WriteOptions options, ObjectPatch? patch)
    {
        if (unknown.Count == 0 || options.FieldValidation == FieldValidation.Ignore)
        {
            return;
        }

        var texts = unknown.Select(field => $"unknown field \"{field}\"").ToList();
        if (options.FieldValidation == FieldValidation.Strict)
        {
            var why = $"strict decoding error: {string.Join(", ", texts)}";
            throw patch is null ? CannotHandle(kind, why) : BadPatch(patch, body, why);
        }

        // A write that is tried again says it once.
        foreach (var text in texts.Where(text => !options.Warnings.Contains(text)))
        {
            options.Warnings.Add(text);
        }
    }

    private static StatusException BadPatch(ObjectPatch patch, JsonObject merged, string why)
    {
        var errors = new FieldErrors();
        errors.Invalid("patch", patch.Type == PatchType.StrategicMerge ? GoText.Plain(patch.Body) : merged.ToJsonString(), why);
        return StatusErrors.Invalid("", "", "", errors);
    }

    // kind, apiVersion, metadata, then the rest: as Kubernetes writes objects.
    private static JsonObject Ordered(ResourceKind kind, JsonObject decoded)
    {
        var ordered = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion };
        decoded.Remove("kind");
        decoded.Remove("apiVersion");
        foreach (var (field, value) in decoded.OrderBy(pair => pair.Key == "metadata" ? 0 : pair.Key == "status" ? 2 : 1).ToList())
        {
            decoded.Remove(field);
            ordered[field] = value;
        }

        ordered.Ensure("metadata");
        return ordered;
    }
}
