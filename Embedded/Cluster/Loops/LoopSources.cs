using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops;

/// <summary>Collects what a loop listens to: which events of which kinds mean a pass for which key.</summary>
internal sealed class LoopSources(IServiceProvider services)
{
    private readonly List<Func<Action<ObjectKey>, IDisposable>> _sources = [];

    public IReadOnlyList<Func<Action<ObjectKey>, IDisposable>> All => _sources;

    /// <summary>The kinds that there are, for when an event is mapped to keys.</summary>
    public ServedKinds Kinds { get; } = services.GetRequiredService<IObjectRegistry>().Kinds;

    /// <summary>To read other objects by when an event is mapped to keys.</summary>
    public IClusterClient Cluster { get; } = services.GetRequiredService<IClusterClient>();

    /// <summary>All objects of a kind, also of one that has no class.</summary>
    public IReadOnlyList<StoredObject> List(ResourceKind kind) => services.GetRequiredService<IObjectRegistry>().List(kind, null).Items;

    /// <summary>Every change of an object means a pass for itself.</summary>
    public LoopSources Each<T>()
        where T : class, IKubernetesObject<V1ObjectMeta> => Mapped<T>(change => [change.Key]);

    /// <summary>Every change of an object means a pass for its controlling owner of that kind, and for the one that it had before.</summary>
    public LoopSources OwnedBy<T>(string ownerKind)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        Mapped<T>(change => Owners.ControllersOf(change.Object, change.Previous, ownerKind).Select(owner => new ObjectKey(change.Key.Namespace, owner)));

    public LoopSources Mapped<T>(Func<InformerEvent<T>, IEnumerable<ObjectKey>> keys)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var informer = services.GetRequiredService<Informer<T>>();
        _sources.Add(add => informer.Subscribe(change => AddAll(add, keys(change))));
        return this;
    }

    /// <summary>Listens to all kinds at once, those included that are defined later, for loops that treat every kind alike.</summary>
    public LoopSources OfAllKinds(Func<ResourceKind, WatchEvent, IEnumerable<ObjectKey>> keys)
    {
        var informers = services.GetRequiredService<InformerSet>();
        _sources.Add(add => informers.SubscribeAll((kind, change) => AddAll(add, keys(kind, change))));
        return this;
    }

    private static void AddAll(Action<ObjectKey> add, IEnumerable<ObjectKey> keys)
    {
        foreach (var key in keys)
        {
            add(key);
        }
    }
}
