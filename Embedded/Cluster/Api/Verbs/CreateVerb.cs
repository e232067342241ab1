using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Telemetry.Rollouts;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>A new object.</summary>
internal sealed class CreateVerb(IObjectRegistry registry, ObjectWriter objects, WriteNotes notes) : IVerb
{
    public string Name => "create";

    public async Task AnswerAsync(ApiRequest request)
    {
        var options = WriteQuery.Read(request.Http.Request, "CreateOptions");
        var body = (await RequestBody.ReadAsync(request.Http.Request, request.Aborted)).ReadObject(request.Kind.Kind, options);
        BodyKind.Settle(body, request.Kind);
        BodyNamespace.Check(body, request);
        notes.Note(request, (body["metadata"] as JsonObject)?["name"]?.ToString(), options);
        var item = registry.Create(request.Kind, request.Namespace, body, options);
        await Answer.SendAsync(
            request.Http, request.Format, json => objects.WriteObject(json, item, request.Format, IncludeObjectQuery.Read(request.Query)), StatusCodes.Status201Created);
    }
}
