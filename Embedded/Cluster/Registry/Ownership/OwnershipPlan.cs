using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>
/// Decides who owns which field after a write, as Kubernetes does: an ordinary write takes the fields that it changes from all others; one who applies owns what it
/// applies, is refused what others own and it would change, and lets go of, and thereby removes, what it applies no longer and nobody else owns.
/// </summary>
internal static class OwnershipPlan
{
    private const int MostUpdaters = 10;
    private const string Ancient = "ancient-changes";
    private const string BeforeApply = "before-first-apply";

    // The system's own fields: nobody owns them.
    private static readonly FieldSet System = FieldSet.Of(
        ["f:apiVersion"], ["f:kind"], ["f:metadata"], ["f:metadata", "f:name"], ["f:metadata", "f:namespace"], ["f:metadata", "f:creationTimestamp"], ["f:metadata", "f:selfLink"],
        ["f:metadata", "f:uid"], ["f:metadata", "f:clusterName"], ["f:metadata", "f:generation"], ["f:metadata", "f:managedFields"], ["f:metadata", "f:resourceVersion"]);

    /// <summary>The owners after an ordinary write.</summary>
    /// <param name="before">What was there; for a new object one of its kind that says nothing.</param>
    public static IReadOnlyList<OwnedFields> Update(FieldType type, JsonObject before, JsonObject after, IReadOnlyList<OwnedFields> owners, FieldOwner writer, string time)
    {
        var changes = FieldChanges.Between(type, before, after);
        if (changes.IsNone)
        {
            return owners;
        }

        var taken = changes.Added.Union(changes.Modified).Difference(System);
        var rest = Released(owners, changes.Added.Union(changes.Modified).Union(changes.Removed)).Where(entry => !entry.Fields.IsEmpty).ToList();
        if (taken.IsEmpty)
        {
            return rest;
        }

        var own = owners.FirstOrDefault(entry => entry.Owner.IsSame(writer));
        var fields = own is null ? taken : own.Fields.Difference(changes.Removed).Union(taken);
        return Bounded([.. rest.Where(entry => !entry.Owner.IsSame(writer)), new OwnedFields(writer, time, fields)]);
    }

    /// <summary>The object and its owners after somebody applied.</summary>
    /// <param name="applied">Valid by its type.</param>
    /// <param name="blank">An object of the kind that says nothing: what an object that nobody owns yet is held against.</param>
    /// <param name="ignored">Fields that this place does not write: a status sent to the object itself.</param>
    /// <exception cref="StatusException">409: others own what would change.</exception>
    public static (JsonObject Body, IReadOnlyList<OwnedFields> Owners) Apply(
        FieldType type, JsonObject present, JsonObject applied, JsonObject blank, IReadOnlyList<OwnedFields> owners, FieldOwner writer, FieldSet ignored, string time, bool force)
    {
        if (owners.Count == 0)
        {
            owners = Update(type, blank, present, [], new FieldOwner(BeforeApply, Applies: false, writer.ApiVersion, ""), time);
        }

        var merged = FieldMerge.Merge(type, present, applied);
        var last = owners.FirstOrDefault(entry => entry.Owner.IsSame(writer));
        var named = FieldWalk.Of(type, applied).Without(ignored);
        var fields = named.Difference(System);
        var others = owners.Where(entry => !entry.Owner.IsSame(writer)).ToList();
        var pruned = last is null || last.Fields.IsEmpty ? merged : Pruned(type, merged, last.Fields, [.. others.Select(entry => entry.Fields), named]);
        var changes = FieldChanges.Between(type, present, pruned);
        var changed = changes.Added.Union(changes.Modified);
        if (!force)
        {
            ApplyConflicts.Refuse(others, changed, AppliedBefore.Of(type, present, writer));
        }

        var rest = Released(others, changed.Union(changes.Removed)).Where(entry => !entry.Fields.IsEmpty);
        var isSame = changes.IsNone && last is not null && last.Fields.IsSame(fields);
        return (pruned, [.. rest, new OwnedFields(writer, isSame ? last!.Time : time, fields)]);
    }

    // Take out all that was applied before; put back what somebody owns now, and what was not one's own.
    private static JsonObject Pruned(FieldType type, JsonObject merged, FieldSet last, IEnumerable<FieldSet> owned)
    {
        last = last.WithNamedFields(type);
        var all = FieldWalk.Of(type, merged).WithNamedFields(type);
        var kept = FieldWalk.Of(type, FieldMerge.Remove(type, merged, last)).WithNamedFields(type)
            .Union(owned.Aggregate((left, right) => left.Union(right)).WithNamedFields(type));
        var pruned = FieldMerge.Remove(type, merged, all.Difference(kept));
        var dangling = all.Difference(FieldWalk.Of(type, pruned).WithNamedFields(type)).Intersection(last);
        return FieldMerge.Remove(type, merged, dangling);
    }

    private static IEnumerable<OwnedFields> Released(IEnumerable<OwnedFields> owners, FieldSet fields) => owners.Select(entry => entry with { Fields = entry.Fields.Difference(fields) });

    private static IReadOnlyList<OwnedFields> Bounded(IReadOnlyList<OwnedFields> owners)
    {
        var surplus = owners.Where(entry => !entry.Owner.Applies).OrderBy(entry => entry.Owner.Manager == Ancient ? 0 : 1).ThenBy(entry => entry.Time ?? "", StringComparer.Ordinal).ToList();
        if (surplus.Count <= MostUpdaters)
        {
            return owners;
        }

        var merged = surplus.Take(surplus.Count - MostUpdaters + 1).ToList();
        var ancient = new OwnedFields(
            new FieldOwner(Ancient, Applies: false, merged[^1].Owner.ApiVersion, ""), merged[^1].Time, merged.Select(entry => entry.Fields).Aggregate((left, right) => left.Union(right)));
        return [.. owners.Except(merged), ancient];
    }
}
