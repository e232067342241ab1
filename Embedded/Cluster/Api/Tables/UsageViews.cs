using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>PodMetrics and NodeMetrics, as the metrics server shows them to <c>kubectl get</c>.</summary>
internal static class UsageViews
{
    private static readonly IReadOnlyList<TableColumn> Columns = [ObjectName, new("cpu"), new("memory"), new("Window")];

    public static TableView Node { get; } = new(Columns, (item, _) => Cells(item.Key.Name, item.ToJson(), [item.ToJson().Obj("usage")]));

    public static TableView Pod { get; } = new(Columns, (item, _) => Cells(item.Key.Name, item.ToJson(), item.ToJson().Items("containers").Select(container => container.Obj("usage"))));

    private static IReadOnlyList<object> Cells(string name, JsonObject body, IEnumerable<JsonObject?> used)
    {
        var all = used.ToList();
        return [name, Sum(all, "cpu"), Sum(all, "memory"), body.Str("window") ?? HumanText.Unknown];
    }

    private static string Sum(List<JsonObject?> used, string resource)
    {
        var total = used.Sum(usage => new k8s.Models.ResourceQuantity(usage.Str(resource) ?? "0").ToDecimal());
        return resource == "cpu" ? Usage.UsageText.Nanocores((long)(total * 1_000_000_000)) : Usage.UsageText.Bytes((long)total);
    }
}
