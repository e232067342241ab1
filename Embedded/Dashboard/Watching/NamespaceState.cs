using k8s.Models;

namespace Workshop.Dashboard.Watching;

public sealed record NamespaceState : WatchedObject
{
    public NamespaceState(V1Namespace ns) : base(ns) => Phase = ns.Status?.Phase ?? "Active";

    /// <value>Active or Terminating.</value>
    public string Phase { get; init; }
}
