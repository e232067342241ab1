using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Custom.Schemas;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>
/// A stored custom resource as one version of its kind shows it. Versions are converted as Kubernetes' strategy None does: the apiVersion changes, and what the
/// version does not know is left out. An object that was stored under an older schema is read by the present one.
/// </summary>
internal static class CustomView
{
    public static StoredObject Of(ResourceKind kind, StoredObject stored)
    {
        if (kind.Custom is not { } custom || ReferenceEquals(kind, stored.Kind))
        {
            return stored;
        }

        var body = stored.ToJson();
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Kind;
        new SchemaPruning().Prune(custom.Schema, body);
        SchemaDefaults.Apply(custom.Schema, body);
        return new StoredObject(kind, stored.Key, stored.Uid, stored.ResourceVersion, ObjectStore.Serialize(body));
    }

    public static WatchEvent Of(ResourceKind kind, WatchEvent change) => kind.Custom is null ? change
        : change with { Object = Of(kind, change.Object), Previous = change.Previous is null ? null : Of(kind, change.Previous) };
}
