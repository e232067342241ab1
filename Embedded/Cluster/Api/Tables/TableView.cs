using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Tables;

/// <summary>How a kind is shown in a Table.</summary>
/// <param name="Cells">One value a column: a string, a number, a boolean or null; the time is that of the answer.</param>
internal sealed record TableView(IReadOnlyList<TableColumn> Columns, Func<StoredObject, DateTimeOffset, IReadOnlyList<object?>> Cells)
{
    public static TableView Of<T>(IReadOnlyList<TableColumn> columns, Func<T, DateTimeOffset, IReadOnlyList<object>> cells) where T : class =>
        new(columns, (item, now) => cells(item.As<T>(), now));
}
