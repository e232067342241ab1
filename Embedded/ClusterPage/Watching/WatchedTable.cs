using System.Collections.Immutable;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

internal sealed class WatchedTable<TModel, TState>(
    WatchedKind kind,
    string path,
    Func<TModel, TState> shape,
    Func<ClusterSnapshot, ImmutableSortedDictionary<ObjectName, TState>> read,
    Func<ClusterSnapshot, ImmutableSortedDictionary<ObjectName, TState>, ClusterSnapshot> write) : IWatchedTable
    where TModel : class, IKubernetesObject<V1ObjectMeta>
    where TState : WatchedObject
{
    public WatchedKind Kind => kind;

    public string Path => path;

    public WatchedObject Shape(JsonElement json)
    {
        var model = KubernetesJson.Deserialize<TModel>(json);
        return string.IsNullOrEmpty(model?.Metadata?.Name) ? throw new JsonException($"One of {kind} has no name.") : shape(model);
    }

    public ClusterSnapshot Replace(ClusterSnapshot snapshot, IReadOnlyList<WatchedObject> items)
    {
        var before = read(snapshot);
        return write(snapshot, items.Cast<TState>().ToImmutableSortedDictionary(item => item.Name, item => Same(before, item) ?? item));
    }

    public ClusterSnapshot Put(ClusterSnapshot snapshot, WatchedObject item) => write(snapshot, read(snapshot).SetItem(item.Name, (TState)item));

    public ClusterSnapshot Remove(ClusterSnapshot snapshot, WatchedObject item) => write(snapshot, read(snapshot).Remove(item.Name));

    private static TState? Same(ImmutableSortedDictionary<ObjectName, TState> before, TState item) =>
        before.TryGetValue(item.Name, out var known) && known.Uid == item.Uid && known.ResourceVersion == item.ResourceVersion ? known : null;
}
