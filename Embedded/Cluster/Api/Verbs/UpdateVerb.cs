using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Telemetry.Rollouts;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>The whole object anew, or one part of it: <c>status</c>, <c>scale</c>, <c>finalize</c>.</summary>
internal sealed class UpdateVerb(IObjectRegistry registry, ObjectWriter objects, ScaleAnswer scale, WriteNotes notes) : IVerb
{
    public string Name => "update";

    public async Task AnswerAsync(ApiRequest request)
    {
        var isScale = request.Path.Subresource == "scale";
        var options = WriteQuery.Read(request.Http.Request, "UpdateOptions");
        var (apiVersion, kind) = isScale ? ("autoscaling/v1", "Scale") : (request.Kind.ApiVersion, request.Kind.Kind);
        var body = (await RequestBody.ReadAsync(request.Http.Request, request.Aborted)).ReadObject(kind, options);
        if (isScale)
        {
            BodyKind.Settle(body, apiVersion, kind);
        }
        else
        {
            BodyKind.Settle(body, request.Kind);
        }

        BodyNamespace.Check(body, request);
        notes.Note(request, request.Path.Name, options);
        var item = registry.Update(request.Kind, request.Key, body, options, request.Path.Subresource);
        await (isScale
            ? scale.SendAsync(request, ScaleView.Of(item))
            : Answer.SendAsync(request.Http, request.Format, json => objects.WriteObject(json, item, request.Format, IncludeObjectQuery.Read(request.Query))));
    }
}
