using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Kinds;

/// <summary>The one reference to the present <see cref="KindSet"/>. The store swaps it when a CustomResourceDefinition changes; readers take it and never lock.</summary>
internal sealed class ServedKinds
{
    private volatile KindSet _current = KindSet.BuiltIn;

    /// <summary>Raised after a swap, by the writer: handlers must be quick and must not write.</summary>
    public event Action? Changed;

    public KindSet Current => _current;

    public void Put(StoredObject definition) => Swap(_current.With(definition));

    public void Remove(StoredObject definition) => Swap(_current.Without(definition));

    private void Swap(KindSet next)
    {
        if (!ReferenceEquals(next, _current))
        {
            _current = next;
            Changed?.Invoke();
        }
    }
}
