using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops;

/// <summary>An <see cref="Informer"/> in typed words. Objects are shared: copy before changing.</summary>
internal sealed class Informer<T>(InformerSet informers)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Informer _informer = informers.Of(KindTable.Of<T>());

    public Task Synced => _informer.Synced;

    public T? Find(ObjectKey key) => _informer.Find(key)?.As<T>();

    /// <param name="ns">Null: all namespaces.</param>
    public IReadOnlyList<T> List(string? ns = null) => [.. _informer.List(ns).Typed<T>()];

    /// <inheritdoc cref="Informer.Subscribe"/>
    public IDisposable Subscribe(Action<InformerEvent<T>> handler) =>
        _informer.Subscribe(change => handler(new InformerEvent<T>(change.Type, change.Object.Key, change.Object.As<T>(), change.Previous?.As<T>())));
}
