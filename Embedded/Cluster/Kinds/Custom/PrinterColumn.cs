using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Custom;

namespace Workshop.Cluster.Kinds.Custom;

/// <summary>A column that a CustomResourceDefinition wishes <c>kubectl get</c> to show.</summary>
/// <param name="Type">integer, number, string, boolean or date.</param>
/// <param name="Priority">0: always; more: only with <c>-o wide</c>.</param>
internal sealed record PrinterColumn(string Name, string Type, string Format, int Priority, JsonPath Path)
{
    /// <summary>The columns up to the first one whose path is none: Kubernetes keeps such a definition and shows what it could read.</summary>
    public static IReadOnlyList<PrinterColumn> ReadAll(IEnumerable<JsonObject> columns) => [.. columns.Select(Read).TakeWhile(column => column is not null).OfType<PrinterColumn>()];

    private static PrinterColumn? Read(JsonObject column)
    {
        try
        {
            return new PrinterColumn(
                column.Str("name") ?? "", column.Str("type") ?? "string", column.Str("format") ?? "", (int)(column.Int("priority") ?? 0), JsonPath.Parse(column.Str("jsonPath") ?? ""));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
