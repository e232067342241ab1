using System.Globalization;
using System.Text.Json;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Writes the Table that <c>kubectl get</c> prints.</summary>
internal sealed class TableWriter(TimeProvider time)
{
    public void Write(Utf8JsonWriter json, ResourceKind kind, ListPage page, string version, IncludeObject include, bool withColumns)
    {
        var view = TableViews.For(kind);
        var now = time.GetUtcNow();
        WriteHead(json, page, version, withColumns ? view.Columns : null);
        json.WriteStartArray("rows");
        foreach (var item in page.Items)
        {
            json.WriteStartObject();
            WriteCells(json, view.Cells(item, now));
            json.WritePropertyName("object");
            WriteRowObject(json, item, version, include);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A Table of one row whose object is not in the store: a Scale.</summary>
    public static void WriteSingle(Utf8JsonWriter json, IReadOnlyList<TableColumn> columns, IReadOnlyList<object> cells, string version)
    {
        json.WriteStartObject();
        json.WriteString("kind", "Table");
        json.WriteString("apiVersion", $"meta.k8s.io/{version}");
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        WriteColumns(json, columns);
        json.WriteStartArray("rows");
        json.WriteStartObject();
        WriteCells(json, cells);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, ListPage page, string version, IReadOnlyList<TableColumn>? columns)
    {
        json.WriteStartObject();
        json.WriteString("kind", "Table");
        json.WriteString("apiVersion", $"meta.k8s.io/{version}");
        ObjectWriter.WriteListMetadata(json, page);
        WriteColumns(json, columns);
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<TableColumn>? columns)
    {
        if (columns is null)
        {
            json.WriteNull("columnDefinitions");
            return;
        }

        json.WriteStartArray("columnDefinitions");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("format", column.Format);
            json.WriteString("description", "");
            json.WriteNumber("priority", column.Priority);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCells(Utf8JsonWriter json, IReadOnlyList<object?> cells)
    {
        json.WriteStartArray("cells");
        foreach (var cell in cells)
        {
            switch (cell)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case double real:
                    json.WriteNumberValue(real);
                    break;
                default:
                    json.WriteNumberValue(Convert.ToInt64(cell, CultureInfo.InvariantCulture));
                    break;
            }
        }

        json.WriteEndArray();
    }

    // A row whose object has no kind and apiVersion prints an empty name.
    private static void WriteRowObject(Utf8JsonWriter json, StoredObject item, string version, IncludeObject include)
    {
        switch (include)
        {
            case IncludeObject.None:
                json.WriteNullValue();
                break;
            case IncludeObject.Object:
                json.WriteRawValue(item.Json.Span, skipInputValidation: true);
                break;
            default:
                ObjectWriter.WriteMetadata(json, item, version);
                break;
        }
    }
}
