using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>
/// The one way to read and write objects, for the API and for the loops alike: decode → default → validate → admit → store.
/// Calls are synchronous (memory, and one SQLite write); a write that returned is durable. Bodies handed in belong to the registry from then on.
/// </summary>
internal interface IObjectRegistry
{
    /// <summary>The kinds that there are now.</summary>
    ServedKinds Kinds { get; }

    /// <summary>The newest resourceVersion given out.</summary>
    long ResourceVersion { get; }

    StoredObject? Find(ResourceKind kind, ObjectKey key);

    /// <exception cref="StatusException">404 NotFound.</exception>
    StoredObject Get(ResourceKind kind, ObjectKey key);

    /// <param name="ns">Null: all namespaces.</param>
    ObjectSnapshot List(ResourceKind kind, string? ns);

    /// <param name="ns">The request's namespace; empty for cluster-scoped kinds. <c>generateName</c> is served here.</param>
    /// <exception cref="StatusException">400, 403, 404 (namespace), 409 AlreadyExists, 422 Invalid.</exception>
    StoredObject Create(ResourceKind kind, string ns, JsonObject body, WriteOptions options);

    /// <summary>Replaces the object. Without a subresource, <c>status</c> stays as stored (kinds that have the status subresource); with "status", only it changes.</summary>
    /// <param name="subresource">Null, "status", "scale" (body: autoscaling/v1 Scale), "finalize" (namespaces).</param>
    /// <exception cref="StatusException">404, 409 Conflict (stale metadata.resourceVersion), 422.</exception>
    StoredObject Update(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options, string? subresource = null);

    /// <summary>Applies the patch to the present object (or its scale) and stores the outcome as <see cref="Update"/> does. A patch that changes nothing raises neither resourceVersion nor generation.</summary>
    StoredObject Patch(ResourceKind kind, ObjectKey key, ObjectPatch patch, WriteOptions options, string? subresource = null);

    /// <summary>Asks for deletion: removed at once, or marked (<c>deletionTimestamp</c>) while finalizers, a grace period or dependents hold it.</summary>
    /// <returns>The object as it is after the request (its last state, if it is gone).</returns>
    StoredObject Delete(ResourceKind kind, ObjectKey key, DeletionOptions options);

    /// <summary>The autoscaling/v1 Scale of a Deployment or ReplicaSet.</summary>
    JsonObject GetScale(ResourceKind kind, ObjectKey key);

    /// <summary>Changes after <paramref name="since"/>, in order, until cancelled.</summary>
    /// <exception cref="StatusException">410 Expired: the log no longer reaches back so far, or this reader fell behind; list again.</exception>
    IAsyncEnumerable<WatchEvent> WatchAsync(ResourceKind kind, string? ns, long since, CancellationToken ct);
}
