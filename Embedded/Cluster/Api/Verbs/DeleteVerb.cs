using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>Asks for an object's end. The answer is the object while something holds it, and a Status once it is gone.</summary>
internal sealed class DeleteVerb(IObjectRegistry registry, ObjectWriter objects) : IVerb
{
    // Kinds that Kubernetes answers with the object itself, gone or not.
    private static readonly string[] AnsweredByObject = ["Pod", "Service", "ServiceAccount"];

    public string Name => "delete";

    public async Task AnswerAsync(ApiRequest request)
    {
        var options = await DeletionBody.ReadAsync(request);
        if (options.PropagationPolicy is null && KindRulesTable.Of(request.Kind).DefaultPropagationWarning is { } warning)
        {
            RequestWarnings.Of(request.Http).Add(warning);
        }

        var item = registry.Delete(request.Kind, request.Key, options);
        var isHeld = options.DryRun ? IsHeldByFinalizers(item) : registry.Find(request.Kind, request.Key)?.Uid == item.Uid;
        await (isHeld || AnsweredByObject.Contains(request.Kind.Kind)
            ? Answer.SendAsync(request.Http, request.Format, json => objects.WriteObject(json, item, request.Format, IncludeObject.Metadata), Code(options, isHeld))
            : Answer.SendAsync(request.Http, request.Format, StatusBody.Deleted(request.Kind, item)));
    }

    // 202: the garbage collector has work to do before the object goes.
    private static int Code(DeletionOptions options, bool isHeld) =>
        isHeld && options.PropagationPolicy is "Foreground" or "Orphan" ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;

    private static bool IsHeldByFinalizers(StoredObject item) =>
        item.ToJson()["metadata"]?["finalizers"] is System.Text.Json.Nodes.JsonArray { Count: > 0 };
}
