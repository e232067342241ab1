using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Rows;

/// <summary>Rows of one kind of object: which shows which (<see cref="RowPlan"/>), and what Aspire has been told of them.</summary>
/// <param name="idOf">The id of the row with this number.</param>
/// <param name="rest">How many rows stay readable after their object.</param>
internal sealed class ClusterRows(LiveResources live, ResourceNotificationService notifications, TimeProvider time, Func<int, string> idOf, int rest, Action<ClusterRow> prepare)
{
    private readonly RowPlan _plan = new(rest);
    private readonly List<ClusterRow> _rows = [];

    public IReadOnlyCollection<string> Names => _plan.Names;

    public bool TryFind(string name, [MaybeNullWhen(false)] out ClusterRow row)
    {
        var found = _plan.TryFind(name, out var number);
        row = found ? _rows[number] : null;
        return found;
    }

    /// <summary>The row of an object that is seen for the first time, under its name and in Aspire's model; it is not published yet.</summary>
    public ClusterRow Take(string name)
    {
        var number = _plan.Take(name);
        if (number == _rows.Count)
        {
            var made = new ClusterRow(idOf(number), name);
            prepare(made);
            _rows.Add(made);
        }

        var row = _rows[number];
        row.Rename(name);
        live.Add(row);
        return row;
    }

    public Task PublishAsync(ClusterRow row, Func<CustomResourceSnapshot, CustomResourceSnapshot> show) => notifications.PublishUpdateAsync(row, row.Id, show);

    /// <summary>The object is gone: its row is hidden, still under its name, so that Aspire ends what it does for that name.</summary>
    public async Task<ClusterRow?> LeaveAsync(string name)
    {
        if (!_plan.TryLeave(name, out var number))
        {
            return null;
        }

        var row = _rows[number];
        await PublishAsync(row, before => RowSnapshots.Hide(before, time.GetUtcNow().UtcDateTime));
        live.Remove(row);
        row.Pod = null;
        return row;
    }
}
