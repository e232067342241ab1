using k8s.Models;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>What fields and resources of a pod resolve to on its node, beyond what the pod itself says.</summary>
/// <param name="Allocatable">The node's: what a missing limit means.</param>
internal sealed record PodOnNode(V1Pod Pod, string PodIp, string HostIp, IDictionary<string, ResourceQuantity> Allocatable);
