using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Tables;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Tests.Api;

/// <summary>The row of a Table for an object written in JSON.</summary>
internal static class Row
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Of(ResourceKind kind, string json)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Kind;
        var metadata = body["metadata"]?.AsObject() ?? [];
        metadata["name"] ??= "x";
        metadata["creationTimestamp"] ??= "2026-02-28T23:59:00Z";
        body["metadata"] = metadata;
        var item = new StoredObject(kind, new ObjectKey("default", "x"), "uid", 7, Encoding.UTF8.GetBytes(body.ToJsonString()));
        return string.Join(" | ", TableViews.For(kind).Cells(item, Now));
    }

    public static string Columns(ResourceKind kind) =>
        string.Join(' ', TableViews.For(kind).Columns.Select(column => $"{column.Name.Replace(' ', '_')}:{column.Type}{(column.Format.Length > 0 ? "/" + column.Format : "")}{(column.Priority > 0 ? "+" : "")}"));
}
