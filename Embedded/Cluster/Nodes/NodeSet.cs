namespace Workshop.Cluster.Nodes;

/// <summary>Which nodes of this machine there are now, by index. Swapped whole; the nodes' own code changes it, everybody reads it.</summary>
internal sealed class NodeSet(ClusterOptions options)
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<int> _indexes = [.. Enumerable.Range(0, options.NodeCount)];

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    public IReadOnlyList<int> Indexes => _indexes;

    public void Add(int index) => Change(present => present.Contains(index) ? present : [.. present.Append(index).Order()]);

    public void Remove(int index) => Change(present => [.. present.Where(other => other != index)]);

    private void Change(Func<IReadOnlyList<int>, IReadOnlyList<int>> change)
    {
        lock (_lock)
        {
            _indexes = change(_indexes);
        }

        Changed?.Invoke();
    }
}
