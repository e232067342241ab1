using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>Keeps <c>metadata.managedFields</c>: who wrote which field.</summary>
internal static class ObjectOwners
{
    private const string Unnamed = "unknown";

    private static readonly FieldSet Nothing = new();
    private static readonly FieldSet Status = FieldSet.Of([["f:status"]]);
    private static readonly FieldSet AllButStatus = FieldSet.Of(["f:spec"], ["f:metadata", "f:labels"]);

    /// <summary>Notes who made a new object. The status is not the maker's.</summary>
    /// <param name="given">The owners that the body brought with it, if any.</param>
    public static void TrackNew(ResourceKind kind, JsonObject body, IReadOnlyList<OwnedFields> given, WriteOptions options, string time)
    {
        var (made, blank) = (kind.HasStatus ? WithoutStatus(body) : body, Blank(kind));
        if (kind.HasStatus)
        {
            blank.Remove("status");
        }

        OwnedFields.Write(body, OwnershipPlan.Update(FieldType.Of(kind), blank, made, given, Writer(kind, options, null), time));
    }

    /// <summary>Notes who changed an object.</summary>
    /// <param name="given">The owners as the body had them: one who writes the object itself may change them, too.</param>
    public static void Track(ResourceKind kind, JsonObject old, JsonObject next, JsonObject? given, WriteOptions options, string? subresource, string time)
    {
        var stored = OwnedFields.Read(old.Obj("metadata"));
        var owners = subresource is not null || given is null ? stored
            : OwnedFields.IsReset(given) ? []
            : OwnedFields.Read(given) is { Count: > 0 } brought ? brought
            : stored;
        var after = OwnershipPlan.Update(FieldType.Of(kind), old, next, owners, Writer(kind, options, subresource), time);
        if (!ReferenceEquals(after, stored))
        {
            OwnedFields.Write(next, after);
        }
    }

    /// <summary>The object with what somebody applies, and its owners.</summary>
    /// <exception cref="StatusException">409: a conflict.</exception>
    public static (JsonObject Body, IReadOnlyList<OwnedFields> Owners) Apply(ResourceKind kind, JsonObject present, ObjectPatch patch, WriteOptions options, string? subresource, string time) =>
        OwnershipPlan.Apply(
            FieldType.Of(kind), present, (JsonObject)patch.Body, Blank(kind), OwnedFields.Read(present.Obj("metadata")), Applier(kind, options, subresource), Ignored(kind, subresource), time, patch.Force);

    /// <summary>The owners of an object that somebody makes by applying it.</summary>
    public static IReadOnlyList<OwnedFields> OfApplied(ResourceKind kind, ObjectPatch patch, WriteOptions options, string time) =>
        OwnershipPlan.Apply(FieldType.Of(kind), Blank(kind), (JsonObject)patch.Body, Blank(kind), [], Applier(kind, options, null), Ignored(kind, null), time, force: true).Owners;

    private static FieldOwner Writer(ResourceKind kind, WriteOptions options, string? subresource) => new(options.FieldManager ?? Unnamed, Applies: false, kind.ApiVersion, subresource ?? "");

    private static FieldOwner Applier(ResourceKind kind, WriteOptions options, string? subresource) => Writer(kind, options, subresource) with { Applies = true };

    private static FieldSet Ignored(ResourceKind kind, string? subresource) => subresource == "status" ? AllButStatus : kind.HasStatus ? Status : Nothing;

    // What an object of the kind is before anybody says anything.
    private static JsonObject Blank(ResourceKind kind) => kind.Custom is null
        ? (JsonObject)ZeroValues.Of(FieldSchemas.Of(kind.Model))!
        : new JsonObject { ["metadata"] = new JsonObject { ["creationTimestamp"] = null } };

    private static JsonObject WithoutStatus(JsonObject body)
    {
        var rest = body.DeepClone().AsObject();
        rest.Remove("status");
        return rest;
    }
}
