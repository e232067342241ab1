using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Tables;

/// <summary>How a kind is shown in a Table.</summary>
/// <param name="Cells">One value a column: a string, a number, a boolean or null; the time is that of the answer.</param>
internal sealed record TableView(IReadOnlyList<TableColumn> Columns, Func<StoredObject, DateTimeOffset, IReadOnlyList<object?>> Cells)
{
    public static TableView Of<T>(IReadOnlyList<TableColumn> columns, Func<T, DateTimeOffset, IReadOnlyList<object>> cells) where T : class =>
        new(columns, (item, now) => item.TryAs<T>(out var typed) ? cells(typed, now) : Unreadable(item, columns.Count));

    // Its name is enough to mend or delete it by.
    private static List<object> Unreadable(StoredObject item, int columns) => [item.Key.Name, .. Enumerable.Repeat("<unreadable>", columns - 1)];
}
