using k8s.Models;

namespace Workshop.ClusterPage.Watching;

/// <summary>What is watched. A new kind is a row.</summary>
internal static class WatchedTables
{
    public static IReadOnlyList<IWatchedTable> All { get; } =
    [
        new WatchedTable<V1Namespace, NamespaceState>(WatchedKind.Namespaces, "/api/v1/namespaces", ns => new(ns), s => s.Namespaces, (s, all) => s with { Namespaces = all }),
        new WatchedTable<V1Node, NodeState>(WatchedKind.Nodes, "/api/v1/nodes", node => new(node), s => s.Nodes, (s, all) => s with { Nodes = all }),
        new WatchedTable<V1Pod, PodState>(WatchedKind.Pods, "/api/v1/pods", pod => new(pod), s => s.Pods, (s, all) => s with { Pods = all }),
        new WatchedTable<V1Service, ServiceState>(WatchedKind.Services, "/api/v1/services", service => new(service), s => s.Services, (s, all) => s with { Services = all }),
        new WatchedTable<V1Deployment, DeploymentState>(WatchedKind.Deployments, "/apis/apps/v1/deployments", deployment => new(deployment), s => s.Deployments, (s, all) => s with { Deployments = all }),
        new WatchedTable<V1ReplicaSet, ReplicaSetState>(WatchedKind.ReplicaSets, "/apis/apps/v1/replicasets", set => new(set), s => s.ReplicaSets, (s, all) => s with { ReplicaSets = all }),
        new WatchedTable<V1EndpointSlice, EndpointSliceState>(WatchedKind.EndpointSlices, "/apis/discovery.k8s.io/v1/endpointslices", slice => new(slice), s => s.EndpointSlices, (s, all) => s with { EndpointSlices = all }),
    ];
}
