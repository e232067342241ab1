using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>A decision: this ReplicaSet is to have <paramref name="To"/> replicas.</summary>
internal sealed record ReplicaSetScale(V1ReplicaSet Set, int To);
