using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops.Garbage;

/// <summary>
/// Names one object of any kind in the key of a queue, as <c>deployments.apps/hello/UID</c>. The uid is needed when the object
/// itself is gone: its dependents know it by that. Its kind may be gone as well.
/// </summary>
/// <param name="Resource">Such as <c>deployments.apps</c>.</param>
internal sealed record GarbageKey(string Resource, ObjectKey Key, string Uid)
{
    public ObjectKey Encode() => new(Key.Namespace, $"{Resource}/{Key.Name}/{Uid}");

    public static GarbageKey Decode(ObjectKey key)
    {
        var parts = key.Name.Split('/');
        return new GarbageKey(parts[0], new ObjectKey(key.Namespace, parts[1]), parts[2]);
    }
}
