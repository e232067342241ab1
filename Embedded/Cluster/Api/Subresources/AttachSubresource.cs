using k8s.Models;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Streams;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources;

/// <summary><c>pods/P/attach</c>: a container's own streams, from now on.</summary>
internal sealed class AttachSubresource(IObjectRegistry registry, IContainerStreams containers, RemoteCommands commands) : ISubresource
{
    public ResourceKind Kind => KindTable.Pod;

    public string Name => "attach";

    public IReadOnlyList<string> Verbs { get; } = ["create", "get"];

    public bool IsStream => true;

    public Task AnswerAsync(ApiRequest request)
    {
        var pod = registry.Get(request.Kind, request.Key).As<V1Pod>();
        var container = StreamQuery.Container(pod, request.Query.Text("container"));
        StreamQuery.CheckHost(pod);
        var wishes = StreamQuery.Wishes(request.Query);
        return commands.ServeAsync(request, wishes, () => containers.Attach(pod, container, wishes));
    }
}
