using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry.Versions;

/// <summary>
/// Objects on their way between the version that somebody speaks and the one that is kept. Rows of custom resources may be replaced while their objects stay: what was kept under
/// an older row is read by the present one.
/// </summary>
internal static class VersionedObject
{
    private static readonly Dictionary<ResourceKind, IVersionConversion> Conversions = new()
    {
        [KindTable.HorizontalPodAutoscalerV1] = new AutoscalerV1Conversion(),
        [KindTable.EventV1] = new EventsV1Conversion(),
    };

    /// <summary>Whether objects may be kept otherwise than this row shows them.</summary>
    public static bool MayDiffer(ResourceKind kind) => kind.StoredAs is not null || kind.Custom is not null;

    /// <summary>A body as it is to be kept.</summary>
    public static JsonObject In(ResourceKind kind, JsonObject body) => kind.StoredAs is null ? body : Named(ConversionOf(kind).ToStored(body), kind.StoredAs);

    /// <summary>As <see cref="In"/>, for a new object.</summary>
    public static JsonObject NewIn(ResourceKind kind, JsonObject body)
    {
        ConversionOf(kind).CheckNew(body);
        return In(kind, body);
    }

    /// <summary>A kept object as the caller's version has it.</summary>
    public static StoredObject Out(ResourceKind kind, StoredObject item) => ReferenceEquals(kind, item.Kind)
        ? item
        : new StoredObject(kind, item.Key, item.Uid, item.ResourceVersion, ObjectStore.Serialize(Named(ConversionOf(kind).FromStored(item.ToJson()), kind)));

    public static WatchEvent Out(ResourceKind kind, WatchEvent change) =>
        change with { Object = Out(kind, change.Object), Previous = change.Previous is null ? null : Out(kind, change.Previous) };

    /// <summary>The same object in the version that is kept.</summary>
    public static StoredObject Kept(StoredObject item) => item.Kind.StoredAs is not { } kept
        ? item
        : new StoredObject(kept, item.Key, item.Uid, item.ResourceVersion, ObjectStore.Serialize(In(item.Kind, item.ToJson())));

    private static IVersionConversion ConversionOf(ResourceKind kind) => kind.Custom is null ? Conversions[kind] : new NoneConversion(kind);

    private static JsonObject Named(JsonObject body, ResourceKind kind)
    {
        body["kind"] = kind.Kind;
        body["apiVersion"] = kind.ApiVersion;
        return body;
    }
}
