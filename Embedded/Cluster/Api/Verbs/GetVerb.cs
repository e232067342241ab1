using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>One object, its status or its scale.</summary>
internal sealed class GetVerb(IObjectRegistry registry, ObjectWriter objects, ScaleAnswer scale) : IVerb
{
    public string Name => "get";

    public Task AnswerAsync(ApiRequest request)
    {
        if (request.Path.Subresource == "scale")
        {
            return scale.SendAsync(request, registry.GetScale(request.Kind, request.Key));
        }

        var include = IncludeObjectQuery.Read(request.Query);
        var item = registry.Get(request.Kind, request.Key);
        return Answer.SendAsync(request.Http, request.Format, json => objects.WriteObject(json, item, request.Format, include));
    }
}
