using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Fields;
using Workshop.Cluster.Registry.Ownership;
using Workshop.Cluster.Registry.Patches;
using Workshop.Cluster.Registry.Versions;

namespace Workshop.Cluster.Registry;

/// <summary>
/// The stored objects, and what is served beside them: kinds whose objects are made when somebody asks, and writes in another version of a built-in kind. These are judged
/// in the version that is kept, as Kubernetes does; those of custom resources in the version that they speak.
/// </summary>
internal sealed class ServedRegistry(IObjectRegistry stored, IEnumerable<IComputedKind> computed) : IObjectRegistry
{
    private readonly Dictionary<ResourceKind, IComputedKind> _computed = computed.ToDictionary(kind => kind.Kind);

    public ServedKinds Kinds => stored.Kinds;

    public long ResourceVersion => stored.ResourceVersion;

    public StoredObject? Find(ResourceKind kind, ObjectKey key) => stored.Find(kind, key);

    public StoredObject Get(ResourceKind kind, ObjectKey key) => kind.IsComputed ? _computed[kind].Get(stored, key) : stored.Get(kind, key);

    public ObjectSnapshot List(ResourceKind kind, string? ns) =>
        kind.IsComputed ? new ObjectSnapshot(_computed[kind].List(stored, ns), stored.ResourceVersion) : stored.List(kind, ns);

    public StoredObject Create(ResourceKind kind, string ns, JsonObject body, WriteOptions options) => AnotherOf(kind) is { } kept
        ? VersionedObject.Out(kind, stored.Create(kept, ns, VersionedObject.NewIn(kind, BodyDecoder.Decode(kind, body, options)), options))
        : stored.Create(kind, ns, body, options);

    public StoredObject Update(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options, string? subresource = null) => AnotherOf(kind) is { } kept
        ? VersionedObject.Out(kind, stored.Update(kept, key, VersionedObject.In(kind, BodyDecoder.Decode(kind, body, options)), options, subresource))
        : stored.Update(kind, key, body, options, subresource);

    public StoredObject Patch(ResourceKind kind, ObjectKey key, ObjectPatch patch, WriteOptions options, string? subresource = null) => AnotherOf(kind) is { } kept
        ? PatchVersion(kind, kept, key, patch, options, subresource)
        : stored.Patch(kind, key, patch, options, subresource);

    public StoredObject Delete(ResourceKind kind, ObjectKey key, DeletionOptions options) => VersionedObject.Out(kind, stored.Delete(kind.Kept, key, options));

    public JsonObject GetScale(ResourceKind kind, ObjectKey key) => stored.GetScale(kind, key);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceKind kind, string? ns, long since, CancellationToken ct) => stored.WatchAsync(kind, ns, since, ct);

    private static ResourceKind? AnotherOf(ResourceKind kind) => kind.Custom is null ? kind.StoredAs : null;

    // A patch speaks of the version that it was sent to: it is applied there, and the outcome is converted.
    private StoredObject PatchVersion(ResourceKind kind, ResourceKind kept, ObjectKey key, ObjectPatch patch, WriteOptions options, string? subresource)
    {
        if (patch.Type == PatchType.Apply)
        {
            AppliedBody.Check(kind, key, (JsonObject)patch.Body);
            var applied = VersionedObject.In(kind, BodyDecoder.Decode(kind, (JsonObject)patch.Body, options));
            return VersionedObject.Out(kind, stored.Patch(kept, key, patch with { Body = applied }, options, subresource));
        }

        while (true)
        {
            var current = stored.Get(kind, key).ToJson();
            var version = current.Obj("metadata").Str("resourceVersion");
            var patched = BodyDecoder.Decode(kind, PatchedObject.From(current, patch, FieldSchemas.Of(kind.Model)), options, patch);
            var isOwn = patched.Obj("metadata").Str("resourceVersion") == version;
            try
            {
                return VersionedObject.Out(kind, stored.Update(kept, key, VersionedObject.In(kind, patched), options, subresource));
            }
            catch (StatusException e) when (e.IsConflict && isOwn)
            {
                // Written by somebody else in between: who named no version builds on whatever is newest.
            }
        }
    }
}
