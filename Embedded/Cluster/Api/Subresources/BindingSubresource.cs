using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources;

/// <summary><c>POST pods/P/binding</c>, or <c>POST bindings</c> with the pod's name in it: a scheduler says on which node the pod runs.</summary>
internal sealed class BindingSubresource(IObjectRegistry registry) : ISubresource
{
    public ResourceKind Kind => KindTable.Pod;

    public string Name => "binding";

    public IReadOnlyList<string> Verbs { get; } = ["create"];

    public async Task AnswerAsync(ApiRequest request)
    {
        var options = WriteQuery.Read(request.Http.Request, "CreateOptions");
        var body = (await RequestBody.ReadAsync(request.Http.Request, request.Aborted)).ReadObject("Binding", options);
        BodyKind.Settle(body, "v1", "Binding");
        BodyNamespace.Check(body, request);
        var pod = request.Kind == KindTable.Binding ? request.Key with { Name = body.Obj("metadata").Str("name") ?? "" } : request.Key;
        registry.Update(KindTable.Pod, pod, body, options, Name);
        await Answer.SendAsync(request.Http, request.Format, StatusBody.Created(), StatusCodes.Status201Created);
    }
}
