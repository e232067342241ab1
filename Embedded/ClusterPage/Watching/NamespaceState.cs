using k8s.Models;

namespace Workshop.ClusterPage.Watching;

public sealed record NamespaceState : WatchedObject
{
    public NamespaceState(V1Namespace ns) : base(ns)
    {
    }
}
