using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Workshop.ClusterPage.Watching;

/// <summary>Lists a kind page by page, and reads a watch of it line by line.</summary>
internal sealed class KindReader(IWatchedTable table, IClusterTransport transport)
{
    private const int PageSize = 500;

    /// <exception cref="ApiRefusalException">Expired when a page came too late: list again.</exception>
    public async Task<KindList> ListAsync(CancellationToken ct)
    {
        var items = new List<WatchedObject>();
        string? next = null;
        while (true)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{table.Path}?limit={PageSize}");
            using var page = await ReadPageAsync(next is null ? path : $"{path}&continue={Uri.EscapeDataString(next)}", ct);
            if (page.RootElement.ValueKind != JsonValueKind.Object || !page.RootElement.TryGetProperty("items", out var found) || !page.RootElement.TryGetProperty("metadata", out var metadata))
            {
                throw new JsonException($"The list of {table.Kind} has no items.");
            }

            if (found.ValueKind == JsonValueKind.Array)
            {
                items.AddRange(found.EnumerateArray().Select(table.Shape));
            }

            next = Text(metadata, "continue");
            if (string.IsNullOrEmpty(next))
            {
                return new KindList(items, Text(metadata, "resourceVersion") ?? "");
            }
        }
    }

    /// <summary>Ends when the API ends the watch, which it does now and then: go on from the last version.</summary>
    /// <exception cref="ApiRefusalException">Expired when the API no longer knows what came after <paramref name="since"/>: list again.</exception>
    public async IAsyncEnumerable<WatchChange> WatchAsync(string since, TimeSpan limit, [EnumeratorCancellation] CancellationToken ct)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Path}?watch=true&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(since)}&timeoutSeconds={(int)limit.TotalSeconds}");
        using var response = await transport.GetAsync(path, ct);
        await RefuseAsync(response, ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.Length > 0)
            {
                yield return Read(line);
            }
        }
    }

    // {"type":"MODIFIED","object":{"kind":"Pod",…}}, {"type":"ERROR","object":{"kind":"Status","code":410,…}}
    private WatchChange Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        if (Text(json.RootElement, "type") is not { } type || !json.RootElement.TryGetProperty("object", out var item))
        {
            throw new JsonException($"A change of {table.Kind} has no type or no object.");
        }

        return type switch
        {
            "ADDED" or "MODIFIED" => Change(WatchChangeType.Put, table.Shape(item)),
            "DELETED" => Change(WatchChangeType.Removed, table.Shape(item)),
            "BOOKMARK" when item.TryGetProperty("metadata", out var metadata) => new WatchChange(WatchChangeType.Bookmark, null, Text(metadata, "resourceVersion") ?? ""),
            "ERROR" => throw Refusal(item, HttpStatusCode.InternalServerError),
            _ => throw new JsonException($"A change of {table.Kind} has the unknown type '{type}'."),
        };
    }

    private static WatchChange Change(WatchChangeType type, WatchedObject item) => new(type, item, item.ResourceVersion);

    private async Task<JsonDocument> ReadPageAsync(string path, CancellationToken ct)
    {
        using var response = await transport.GetAsync(path, ct);
        await RefuseAsync(response, ct);
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), default, ct);
    }

    private static async Task RefuseAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var body = await response.Content.ReadAsStringAsync(ct);
        try
        {
            using var json = JsonDocument.Parse(body);
            throw Refusal(json.RootElement, response.StatusCode);
        }
        catch (JsonException)
        {
            // Not the API itself, but something in front of it.
            throw new ApiRefusalException(response.StatusCode, "", response.ReasonPhrase ?? "no reason was given");
        }
    }

    private static ApiRefusalException Refusal(JsonElement status, HttpStatusCode otherwise)
    {
        if (status.ValueKind != JsonValueKind.Object)
        {
            return new ApiRefusalException(otherwise, "", "no reason was given");
        }

        var code = status.TryGetProperty("code", out var number) && number.TryGetInt32(out var known) ? (HttpStatusCode)known : otherwise;
        return new ApiRefusalException(code, Text(status, "reason") ?? "", Text(status, "message") ?? "no reason was given");
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
