using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds.Custom;
using Workshop.Cluster.Registry;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>CustomResourceDefinitions, and custom resources with the columns that theirs wish for.</summary>
internal static class CustomViews
{
    private static readonly PrinterColumn AgeColumn = new("Age", "date", "", 0, Registry.Custom.JsonPath.Parse(".metadata.creationTimestamp"));

    public static TableView Definition { get; } = TableView.Of<V1CustomResourceDefinition>(
        [ObjectName, new("Created At", "date")],
        (item, _) => [item.Name(), item.CreationTimestamp() is { } at ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : ""]);

    public static TableView Of(CustomKind kind)
    {
        IReadOnlyList<PrinterColumn> columns = kind.Columns.Count > 0 ? kind.Columns : [AgeColumn];
        return new TableView(
            [ObjectName, .. columns.Select(column => new TableColumn(column.Name, column.Type, column.Format, column.Priority))],
            (item, now) =>
            {
                var body = item.ToJson();
                return [item.Key.Name, .. columns.Select(column => Cell(column, column.Path.First(body), now))];
            });
    }

    /// <returns>Null, which kubectl prints as <c>&lt;none&gt;</c>, where there is no value of the column's type.</returns>
    private static object? Cell(PrinterColumn column, JsonNode? value, DateTimeOffset now) => (column.Type, value?.GetValueKind()) switch
    {
        (_, null) => null,
        ("string", _) => value.Text(),
        ("integer", JsonValueKind.Number) => (long)Number(value!),
        ("number", JsonValueKind.Number) => Number(value!),
        ("boolean", JsonValueKind.True) => true,
        ("boolean", JsonValueKind.False) => false,
        ("date", JsonValueKind.String) => DateTime.TryParse(
            value.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? HumanText.Age(at, now) : "<invalid>",
        _ => null,
    };

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
}
