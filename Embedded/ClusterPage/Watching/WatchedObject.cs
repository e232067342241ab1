using System.Collections.Immutable;
using k8s;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

/// <summary>What every watched object has. Never changed: a change of the cluster is a new object in a new snapshot.</summary>
public abstract record WatchedObject
{
    // kubectl apply writes the whole object into it, environment included: nobody here needs that.
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    protected WatchedObject(IKubernetesObject<V1ObjectMeta> source)
    {
        var meta = source.Metadata;
        Name = new ObjectName(meta.NamespaceProperty ?? "", meta.Name);
        Uid = meta.Uid ?? "";
        ResourceVersion = meta.ResourceVersion ?? "";
        CreatedAt = At(meta.CreationTimestamp);
        DeletionAt = At(meta.DeletionTimestamp);
        Labels = Map(meta.Labels);
        Annotations = Map(meta.Annotations).Remove(LastApplied);
        Owner = meta.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true) is { } owner ? new OwnerLink(owner.Kind, owner.Name, owner.Uid) : null;
    }

    public ObjectName Name { get; init; }

    public string Uid { get; init; }

    public string ResourceVersion { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <value>When it is to be gone at the latest; null while nobody has deleted it.</value>
    public DateTimeOffset? DeletionAt { get; init; }

    public bool IsTerminating => DeletionAt is not null;

    public ImmutableSortedDictionary<string, string> Labels { get; init; }

    public ImmutableSortedDictionary<string, string> Annotations { get; init; }

    public OwnerLink? Owner { get; init; }

    protected static ImmutableSortedDictionary<string, string> Map(IDictionary<string, string>? source) =>
        source is null or { Count: 0 } ? Empty : source.ToImmutableSortedDictionary(StringComparer.Ordinal);

    protected static DateTimeOffset? At(DateTime? time) => time is { } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;

    private static readonly ImmutableSortedDictionary<string, string> Empty = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
