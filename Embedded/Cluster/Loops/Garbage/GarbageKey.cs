using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops.Garbage;

/// <summary>
/// Names one object of any kind in the key of a queue, as <c>deployments.apps/hello/UID</c>. The uid is needed when the object
/// itself is gone: its dependents know it by that.
/// </summary>
internal sealed record GarbageKey(ResourceKind Kind, ObjectKey Key, string Uid)
{
    public ObjectKey Encode() => new(Key.Namespace, $"{Kind.GroupResource}/{Key.Name}/{Uid}");

    public static GarbageKey Decode(ObjectKey key)
    {
        var parts = key.Name.Split('/');
        return new GarbageKey(KindTable.All.First(kind => kind.GroupResource == parts[0]), new ObjectKey(key.Namespace, parts[1]), parts[2]);
    }
}
