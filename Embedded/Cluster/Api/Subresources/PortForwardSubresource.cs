using k8s.Models;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Streams;
using Workshop.Cluster.Api.Streams.Forwarding;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources;

/// <summary><c>pods/P/portforward</c>: connections to a pod's ports through the API.</summary>
internal sealed class PortForwardSubresource(IObjectRegistry registry, PortForwards forwards) : ISubresource
{
    public ResourceKind Kind => KindTable.Pod;

    public string Name => "portforward";

    public IReadOnlyList<string> Verbs { get; } = ["create", "get"];

    public bool IsStream => true;

    public Task AnswerAsync(ApiRequest request)
    {
        var pod = registry.Get(request.Kind, request.Key).As<V1Pod>();
        StreamQuery.CheckHost(pod);
        return forwards.ServeAsync(request, pod);
    }
}
