using System.Collections;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Running;

/// <summary>
/// The model's resources while it runs. Workloads that become pods join when Aspire's orchestrator has made its list, and rows of pods come and go; whoever walks
/// through it meanwhile sees it as it was when he began.
/// </summary>
internal sealed class LiveResources(IEnumerable<IResource> resources) : IResourceCollection
{
    private ImmutableList<IResource> _items = [.. resources];

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public IResource this[int index]
    {
        get => _items[index];
        set => ImmutableInterlocked.Update(ref _items, items => items.SetItem(index, value));
    }

    public void Add(IResource item) => ImmutableInterlocked.Update(ref _items, items => items.Add(item));

    public void Insert(int index, IResource item) => ImmutableInterlocked.Update(ref _items, items => items.Insert(index, item));

    public bool Remove(IResource item) => ImmutableInterlocked.Update(ref _items, items => items.Remove(item));

    public void RemoveAt(int index) => ImmutableInterlocked.Update(ref _items, items => items.RemoveAt(index));

    public void Clear() => ImmutableInterlocked.Update(ref _items, items => items.Clear());

    public bool Contains(IResource item) => _items.Contains(item);

    public int IndexOf(IResource item) => _items.IndexOf(item);

    public void CopyTo(IResource[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public IEnumerator<IResource> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
