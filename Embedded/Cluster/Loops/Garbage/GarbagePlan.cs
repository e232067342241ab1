using k8s.Models;

namespace Workshop.Cluster.Loops.Garbage;

/// <summary>Decides what becomes of an object that names owners.</summary>
/// <param name="Delete">Propagation policy of its deletion; null: it stays.</param>
/// <param name="DropOwners">Uids of owners that it must name no longer, as others still want it.</param>
internal sealed record GarbagePlan(string? Delete, IReadOnlySet<string> DropOwners)
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";

    private static readonly GarbagePlan Keep = new(null, new HashSet<string>());

    /// <param name="stateOf">Whether an owner is there.</param>
    /// <param name="hasDependents">Asked only when an owner waits for this object: then its own dependents go before it.</param>
    public static GarbagePlan For(V1ObjectMeta item, Func<V1OwnerReference, OwnerState> stateOf, Func<bool> hasDependents)
    {
        var owners = (item.OwnerReferences ?? []).ToLookup(stateOf, owner => owner.Uid);
        var leaving = owners[OwnerState.Absent].Concat(owners[OwnerState.WaitsForDependents]).ToHashSet();
        if (leaving.Count == 0)
        {
            return Keep;
        }

        if (owners[OwnerState.Present].Any())
        {
            return new GarbagePlan(null, leaving);
        }

        return owners[OwnerState.WaitsForDependents].Any() && hasDependents()
            ? new GarbagePlan("Foreground", new HashSet<string>())
            : new GarbagePlan(PolicyOf(item), new HashSet<string>());
    }

    private static string PolicyOf(V1ObjectMeta item) =>
        item.Finalizers?.Contains(Orphan) == true ? "Orphan"
        : item.Finalizers?.Contains(Foreground) == true ? "Foreground"
        : "Background";
}

/// <summary>How an owner stands.</summary>
internal enum OwnerState
{
    Present,

    /// <summary>It does not exist, or another one has its name.</summary>
    Absent,

    /// <summary>It is deleted in the foreground: as soon as its dependents are gone.</summary>
    WaitsForDependents,
}
