using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Tables;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Responses;

/// <summary>Writes objects and lists in the form that the client asked for.</summary>
internal sealed class ObjectWriter(TableWriter tables)
{
    public void WriteObject(Utf8JsonWriter json, StoredObject item, ResponseFormat format, IncludeObject include)
    {
        switch (format.Form)
        {
            case ObjectForm.Table:
                tables.Write(json, item.Kind, new ListPage([item], item.ResourceVersion), format.FormVersion, include, withColumns: true);
                break;
            case ObjectForm.Metadata:
                WriteMetadata(json, item, format.FormVersion);
                break;
            default:
                json.WriteRawValue(item.Json.Span, skipInputValidation: true);
                break;
        }
    }

    public void WriteList(Utf8JsonWriter json, ResourceKind kind, ListPage page, ResponseFormat format, IncludeObject include)
    {
        if (format.Form == ObjectForm.Table)
        {
            tables.Write(json, kind, page, format.FormVersion, include, withColumns: true);
            return;
        }

        var isMetadata = format.Form == ObjectForm.Metadata;
        json.WriteStartObject();
        json.WriteString("kind", isMetadata ? "PartialObjectMetadataList" : kind.Kind + "List");
        json.WriteString("apiVersion", isMetadata ? $"meta.k8s.io/{format.FormVersion}" : kind.ApiVersion);
        WriteListMetadata(json, page);
        json.WriteStartArray("items");
        foreach (var item in page.Items)
        {
            WriteObject(json, item, format, include);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One line of a watch.</summary>
    /// <param name="isFirst">Tables name their columns only in the first event.</param>
    public void WriteEvent(Utf8JsonWriter json, string type, StoredObject item, ResponseFormat format, IncludeObject include, bool isFirst)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WritePropertyName("object");
        if (format.Form == ObjectForm.Table)
        {
            tables.Write(json, item.Kind, new ListPage([item], item.ResourceVersion), format.FormVersion, include, withColumns: isFirst);
        }
        else
        {
            WriteObject(json, item, format, include);
        }

        json.WriteEndObject();
    }

    /// <summary>"You have seen everything up to here."</summary>
    public static void WriteBookmark(Utf8JsonWriter json, ResourceKind kind, long version, ResponseFormat format)
    {
        var (kindName, apiVersion) = format.Form switch
        {
            ObjectForm.Table => ("Table", $"meta.k8s.io/{format.FormVersion}"),
            ObjectForm.Metadata => ("PartialObjectMetadata", $"meta.k8s.io/{format.FormVersion}"),
            _ => (kind.Kind, kind.ApiVersion),
        };
        var body = new JsonObject
        {
            ["kind"] = kindName,
            ["apiVersion"] = apiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null },
        };
        if (format.Form == ObjectForm.Table)
        {
            body["rows"] = new JsonArray();
        }

        WriteEvent(json, "BOOKMARK", body);
    }

    public static void WriteEvent(Utf8JsonWriter json, string type, JsonObject body)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WritePropertyName("object");
        body.WriteTo(json);
        json.WriteEndObject();
    }

    internal static void WriteListMetadata(Utf8JsonWriter json, ListPage page)
    {
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", page.ResourceVersion.ToString(CultureInfo.InvariantCulture));
        if (page.Continue is not null)
        {
            json.WriteString("continue", page.Continue);
        }

        if (page.Remaining is { } remaining)
        {
            json.WriteNumber("remainingItemCount", remaining);
        }

        json.WriteEndObject();
    }

    internal static void WriteMetadata(Utf8JsonWriter json, StoredObject item, string version)
    {
        json.WriteStartObject();
        json.WriteString("kind", "PartialObjectMetadata");
        json.WriteString("apiVersion", $"meta.k8s.io/{version}");
        json.WritePropertyName("metadata");
        json.WriteRawValue(ObjectSlices.Metadata(item.Json).Span, skipInputValidation: true);
        json.WriteEndObject();
    }
}
