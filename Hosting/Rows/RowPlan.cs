using System.Diagnostics.CodeAnalysis;

namespace Workshop.Hosting.Rows;

/// <summary>
/// Which row shows which object. Aspire keeps every row for the length of a run, so rows are used again: there are never more than the most objects alive at once
/// and <paramref name="rest"/>. Decides only; the numbers are the rows.
/// </summary>
/// <param name="rest">How many rows whose object is gone stay as they were, so that their log can still be read.</param>
internal sealed class RowPlan(int rest)
{
    private readonly Dictionary<string, int> _taken = [];
    private readonly Dictionary<string, LinkedListNode<(string Name, int Row)>> _resting = [];

    // Who left first is the first whose row another takes.
    private readonly LinkedList<(string Name, int Row)> _leaving = new();

    /// <summary>All rows that there are.</summary>
    public int Count => _taken.Count + _leaving.Count;

    public IReadOnlyCollection<string> Names => _taken.Keys;

    public bool TryFind(string name, [MaybeNullWhen(false)] out int row) => _taken.TryGetValue(name, out row);

    /// <summary>The row of an object: the one that it has, or had, else the longest unused one, else a new one.</summary>
    public int Take(string name)
    {
        if (_taken.TryGetValue(name, out var row))
        {
            return row;
        }

        row = Choose(name);
        _taken[name] = row;
        return row;
    }

    /// <summary>The object is gone.</summary>
    /// <returns>False: it has no row.</returns>
    public bool TryLeave(string name, out int row)
    {
        if (!_taken.Remove(name, out row))
        {
            return false;
        }

        _resting[name] = _leaving.AddLast((name, row));
        return true;
    }

    private int Choose(string name)
    {
        var free = _resting.TryGetValue(name, out var own) ? own : _leaving.Count > rest ? _leaving.First : null;
        if (free is null)
        {
            return Count;
        }

        _leaving.Remove(free);
        _resting.Remove(free.Value.Name);
        return free.Value.Row;
    }
}
