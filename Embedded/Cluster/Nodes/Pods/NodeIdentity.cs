using k8s.Models;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>The node that a pod runs on.</summary>
/// <param name="Index">Zero-based: which of the address ranges is its own.</param>
internal sealed record NodeIdentity(int Index, string Name, string Address, IDictionary<string, ResourceQuantity> Allocatable);
