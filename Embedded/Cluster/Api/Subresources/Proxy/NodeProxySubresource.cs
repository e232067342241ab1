using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources.Proxy;

/// <summary><c>/api/v1/nodes/N/proxy/PATH</c>: what a kubelet answers, of which this cluster's nodes have health, pods and containers' logs.</summary>
internal sealed class NodeProxySubresource(IObjectRegistry registry, IContainerLogs logs) : ISubresource
{
    public ResourceKind Kind => KindTable.Node;

    public string Name => ProxySubresource.Part;

    public IReadOnlyList<string> Verbs { get; } = ["create", "delete", "get", "patch", "update"];

    public bool IsStream => true;

    public Task AnswerAsync(ApiRequest request)
    {
        var name = request.Path.Name!.Split(':')[0];
        registry.Get(KindTable.Node, ObjectKey.Cluster(name));

        // /api/v1/nodes/N/proxy/PATH
        var parts = request.Http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[5..];
        return parts switch
        {
            ["healthz"] => TextAsync(request, "ok"),
            ["pods"] => Answer.SendAsync(request.Http, request.Format, PodsOf(name)),
            ["containerLogs", var ns, var pod, var container] => LogsAsync(request, name, new ObjectKey(ns, pod), container),
            _ => throw ApiFailures.NoSuchPage(),
        };
    }

    private JsonObject PodsOf(string node) => new()
    {
        ["kind"] = "PodList",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. registry.List(KindTable.Pod, null).Items.Where(pod => pod.As<V1Pod>().Spec.NodeName == node).Select(pod => pod.ToJson())]),
    };

    private async Task LogsAsync(ApiRequest request, string node, ObjectKey key, string container)
    {
        var pod = registry.Get(KindTable.Pod, key).As<V1Pod>();
        if (pod.Spec.NodeName != node)
        {
            throw StatusErrors.NotFound(KindTable.Pod, key.Name);
        }

        request.Http.Response.ContentType = "text/plain";
        var options = new ContainerLogOptions(container, Follow: false, Previous: false, null, null, null, Timestamps: false, null);
        await foreach (var chunk in logs.ReadAsync(pod, options, request.Aborted))
        {
            await request.Http.Response.Body.WriteAsync(chunk, request.Aborted);
        }
    }

    private static Task TextAsync(ApiRequest request, string text)
    {
        request.Http.Response.ContentType = "text/plain; charset=utf-8";
        return request.Http.Response.WriteAsync(text, request.Aborted);
    }
}
