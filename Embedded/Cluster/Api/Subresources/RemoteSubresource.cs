using k8s.Models;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Streams;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources;

/// <summary>
/// <c>pods/P/exec</c>, a program beside a container's own, and <c>pods/P/attach</c>, that one's streams from now on. GET by WebSocket, POST by SPDY: with different rights, as in Kubernetes.
/// </summary>
internal sealed class RemoteSubresource(string name, IObjectRegistry registry, IContainerStreams containers, RemoteCommands commands) : ISubresource
{
    public const string Exec = "exec";
    public const string Attach = "attach";

    public ResourceKind Kind => KindTable.Pod;

    public string Name => name;

    public IReadOnlyList<string> Verbs { get; } = ["create", "get"];

    public bool IsStream => true;

    public Task AnswerAsync(ApiRequest request)
    {
        var pod = registry.Get(request.Kind, request.Key).As<V1Pod>();
        var container = StreamQuery.Container(pod, request.Query.Text("container"));
        StreamQuery.CheckHost(pod);
        var wishes = StreamQuery.Wishes(request.Query);
        string[] command = [.. request.Query["command"].OfType<string>()];
        return commands.ServeAsync(request, wishes, () => name == Exec ? containers.Exec(pod, container, command, wishes) : containers.Attach(pod, container, wishes));
    }
}
