using System.Collections.Immutable;
using System.Globalization;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

public sealed record ReplicaSetState : WatchedObject
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    public ReplicaSetState(V1ReplicaSet set) : base(set)
    {
        Desired = set.Spec?.Replicas ?? 1;
        Containers = ContainerTemplate.AllOf(set.Spec?.Template?.Spec);
        Revision = int.TryParse(Annotations.GetValueOrDefault(RevisionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
    }

    public int Desired { get; init; }

    public ImmutableArray<ContainerTemplate> Containers { get; init; }

    /// <value>The newest of a Deployment has the highest; 0 when no Deployment made it.</value>
    public int Revision { get; init; }
}
