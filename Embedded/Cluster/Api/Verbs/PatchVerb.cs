using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Telemetry.Rollouts;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>A change to the present object, or to its status or scale.</summary>
internal sealed class PatchVerb(IObjectRegistry registry, ObjectWriter objects, ScaleAnswer scale, WriteNotes notes) : IVerb
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

        var options = WriteQuery.Read(request.Http.Request, "PatchOptions");
        var patch = new ObjectPatch(type, Content(body, type));
        notes.Note(request, request.Path.Name, options);
        var item = registry.Patch(request.Kind, request.Key, patch, options, request.Path.Subresource);
        await (request.Path.Subresource == "scale"
            ? scale.SendAsync(request, ScaleView.Of(item))
            : Answer.SendAsync(request.Http, request.Format, json => objects.WriteObject(json, item, request.Format, IncludeObjectQuery.Read(request.Query))));
    }

    private static PatchType TypeOf(string mediaType) => mediaType switch
    {
        "application/json-patch+json" => PatchType.Json,
        "application/merge-patch+json" => PatchType.Merge,
        "application/strategic-merge-patch+json" => PatchType.StrategicMerge,
        Apply => throw ApiFailures.ApplyNotServed(),
        _ => throw ApiFailures.UnsupportedPatch(),
    };

    private static JsonNode Content(RequestBody body, PatchType type)
    {
        const string decoding = "error decoding patch: ";
        var content = body.ReadPatch(type == PatchType.Json ? decoding : "");
        return (type, content) switch
        {
            (PatchType.Json, JsonArray) => content,
            (PatchType.Json, _) => throw ApiFailures.BadRequest(decoding + "json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"),
            (_, JsonObject) => content,
            _ => throw ApiFailures.BadRequest("json: cannot unmarshal array into Go value of type map[string]interface {}"),
        };
    }
}
