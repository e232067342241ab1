using System.Text.Json.Nodes;

namespace Workshop.Cluster.Tests.Api;

/// <summary>Reads a watch line by line; every wait ends after ten seconds.</summary>
internal sealed class WatchReader : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private WatchReader(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    public HttpResponseMessage Response => _response;

    public static async Task<WatchReader> Open(HttpClient client, string url, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accept ?? "application/json");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Limit);
        return new WatchReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <returns>Null: the server ended the watch.</returns>
    public async Task<JsonObject?> Next() =>
        await _lines.ReadLineAsync().WaitAsync(Limit) is { } line ? JsonNode.Parse(line)!.AsObject() : null;

    /// <summary>The next event as <c>ADDED name</c>.</summary>
    public async Task<string> NextName()
    {
        var next = await Next();
        return next is null ? "END" : $"{next["type"]} {next["object"]!["metadata"]!["name"]}";
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
