#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public sealed class ReplicaAnnotation : IResourceAnnotation
{
    public ReplicaAnnotation(int replicas = 1) => Replicas = replicas;
    public int Replicas { get; }
}
