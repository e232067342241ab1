using System.Collections.Immutable;

namespace Workshop.Dashboard.Resources;

/// <summary>What the parts of the page share while it is open: what is shown, and what was chosen.</summary>
internal sealed class ResourcesState
{
    private readonly HashSet<WorkloadKey> _opened = [];

    public ImmutableArray<ResourceRow> Rows { get; set; } = [];

    /// <value>Whose details are shown; null for none, and for one that is gone.</value>
    public ResourceRow? Chosen { get; set; }

    /// <value>Whether the person may act.</value>
    public bool MayAct { get; init; }

    /// <value>Called with a row to show its details, with null to close them.</value>
    public required Action<ResourceRow?> Choose { get; init; }

    public bool IsOpened(ResourceRow row) => _opened.Contains(row.Key);

    public void Toggle(ResourceRow row)
    {
        if (!_opened.Remove(row.Key))
        {
            _opened.Add(row.Key);
        }
    }
}
