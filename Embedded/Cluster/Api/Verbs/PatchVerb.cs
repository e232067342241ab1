using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Telemetry.Rollouts;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>A change to the present object, or to its status or scale.</summary>
internal sealed class PatchVerb(IObjectRegistry registry, ObjectWriter objects, ScaleAnswer scale, WriteNotes notes, AccessGate gate) : IVerb
{
    private const string Apply = "application/apply-patch+yaml";

    public string Name => "patch";

    public async Task AnswerAsync(ApiRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, request.Aborted);
        var type = TypeOf(body.MediaType);
        if (type == PatchType.StrategicMerge && request.Kind.Custom is not null)
        {
            throw ApiFailures.NoStrategicMerge();
        }

        var options = MakersNeedTheRight(WriteQuery.Read(request.Http.Request, "PatchOptions"), request);
        var force = WriteQuery.Force(request.Http.Request, isApply: type == PatchType.Apply);
        var patch = new ObjectPatch(type, Content(body, type)) { Force = force };
        notes.Note(request, request.Path.Name, options);
        var isNew = type == PatchType.Apply && request.Path.Subresource is null && registry.Find(request.Kind, request.Key) is null;
        var item = registry.Patch(request.Kind, request.Key, patch, options, request.Path.Subresource);
        await (request.Path.Subresource == "scale"
            ? scale.SendAsync(request, ScaleView.Of(item))
            : Answer.SendAsync(request.Http, request.Format, json => objects.WriteObject(json, item, request.Format, IncludeObjectQuery.Read(request.Query)), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK));
    }

    // Applying what is not there makes it: who may only change things may not do that.
    private WriteOptions MakersNeedTheRight(WriteOptions options, ApiRequest request)
    {
        var approve = options.Approve;
        return options with
        {
            Approve = (kind, key, body, old) =>
            {
                if (old is null)
                {
                    gate.Check(request.Caller, AccessAttributes.OfResource("create", kind.Group, kind.Plural, "", key.Namespace, key.Name));
                }

                approve?.Invoke(kind, key, body, old);
            },
        };
    }

    private static PatchType TypeOf(string mediaType) => mediaType switch
    {
        "application/json-patch+json" => PatchType.Json,
        "application/merge-patch+json" => PatchType.Merge,
        "application/strategic-merge-patch+json" => PatchType.StrategicMerge,
        Apply => PatchType.Apply,
        _ => throw ApiFailures.UnsupportedPatch(),
    };

    private static JsonNode Content(RequestBody body, PatchType type)
    {
        // A strategic merge reads its patch another way.
        var decoding = type == PatchType.StrategicMerge ? "" : "error decoding patch: ";
        if (type == PatchType.Apply)
        {
            // kubectl sends JSON under this name, which is YAML, too.
            var applied = GoJsonFault.Find(body.Bytes.Span) is null ? body.ReadPatch("") : YamlBody.Read(body.Bytes.Span);
            return applied as JsonObject ?? throw ApiFailures.BadRequest("error decoding YAML: the patch is no object");
        }

        var content = body.ReadPatch(decoding);
        return (type, content) switch
        {
            (PatchType.Json, JsonArray) => content,
            (PatchType.Json, _) => throw ApiFailures.BadRequest($"{decoding}json: cannot unmarshal {GoText.JsonType(content)} into Go value of type []handlers.jsonPatchOp"),
            (_, JsonObject) => content,
            _ => throw ApiFailures.BadRequest($"{decoding}json: cannot unmarshal {GoText.JsonType(content)} into Go value of type map[string]interface {{}}"),
        };
    }
}
