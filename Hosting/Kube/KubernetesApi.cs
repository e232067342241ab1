using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Workshop.Hosting.Kube;

/// <summary>An ordinary client: address, CA and credentials come from the kubeconfig.</summary>
internal sealed class KubernetesApi : IKubernetesApi
{
    // Breaks are rare (the API is in this process); when one comes, the next try must not spin.
    private static readonly TimeSpan PauseAfterBreak = TimeSpan.FromMilliseconds(100);

    private readonly Kubernetes _client;
    private readonly TimeProvider _time;

    private KubernetesApi(Kubernetes client, TimeProvider time)
    {
        _client = client;
        _time = time;
    }

    public static KubernetesApi Connect(string kubeconfig, string context, TimeProvider time)
    {
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig, context);
        // A watch lasts as long as the run.
        configuration.HttpClientTimeout = Timeout.InfiniteTimeSpan;
        return new(new Kubernetes(configuration), time);
    }

    public async Task<JsonObject> CreateAsync(string? ns, JsonObject body, CancellationToken ct)
    {
        var resource = ApiResource.OfKind(body["kind"]!.GetValue<string>());
        using var response = await SendAsync(HttpMethod.Post, resource.Path(ns), body, HttpCompletionOption.ResponseContentRead, ct);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))!.AsObject();
    }

    public async Task<IReadOnlyList<V1ObjectMeta>> ListAsync(ApiResource resource, string ns, string selector, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, $"{resource.Path(ns)}?labelSelector={Uri.EscapeDataString(selector)}", null, HttpCompletionOption.ResponseContentRead, ct);
        var list = JsonNode.Parse(await response.Content.ReadAsStringAsync(ct));
        return [.. (list?["items"]?.AsArray() ?? []).Select(item => KubernetesJson.Deserialize<V1ObjectMeta>(item!["metadata"]!.ToJsonString()))];
    }

    public async Task DeleteAsync(ApiResource resource, string? ns, V1ObjectMeta metadata, CancellationToken ct)
    {
        var options = new JsonObject
        {
            ["kind"] = "DeleteOptions",
            ["apiVersion"] = "v1",
            ["propagationPolicy"] = "Background",
            ["preconditions"] = new JsonObject { ["uid"] = metadata.Uid },
        };
        try
        {
            using var response = await SendAsync(HttpMethod.Delete, $"{resource.Path(ns)}/{metadata.Name}", options, HttpCompletionOption.ResponseContentRead, ct);
        }
        catch (KubernetesApiException e) when (e.Code is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Gone, or another object of the same name, which is not ours to delete.
        }
    }

    public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? ns, string? selector, [EnumeratorCancellation] CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var resource = ApiResource.Of<T>();
        var filter = selector is null ? "" : $"labelSelector={Uri.EscapeDataString(selector)}&";
        while (true)
        {
            var (items, version) = await ListAsync<T>($"{resource.Path(ns)}?{filter}", ct);
            yield return new ObjectChange<T>.Listed(items);

            await foreach (var change in FollowAsync<T>($"{resource.Path(ns)}?{filter}watch=1&resourceVersion={version}", ct))
            {
                yield return change;
            }

            await Task.Delay(PauseAfterBreak, _time, ct);
        }
    }

    public async Task<string> ReadLogAsync(string ns, string pod, string container, bool previous, int tailLines, CancellationToken ct)
    {
        var path = $"{ApiResource.Of<V1Pod>().Path(ns)}/{pod}/log?container={container}&previous={(previous ? "true" : "false")}&tailLines={tailLines}";
        using var response = await SendAsync(HttpMethod.Get, path, null, HttpCompletionOption.ResponseContentRead, ct);
        return await response.Content.ReadAsStringAsync(ct);
    }

    public async IAsyncEnumerable<string> FollowLogAsync(string ns, string pod, string container, bool previous, DateTimeOffset? since, int tailLines, [EnumeratorCancellation] CancellationToken ct)
    {
        var from = since is { } time ? $"sinceTime={Uri.EscapeDataString(time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture))}" : string.Create(CultureInfo.InvariantCulture, $"tailLines={tailLines}");
        var path = $"{ApiResource.Of<V1Pod>().Path(ns)}/{pod}/log?container={container}&timestamps=true&{(previous ? "previous" : "follow")}=true&{from}";
        using var response = await SendAsync(HttpMethod.Get, path, null, HttpCompletionOption.ResponseHeadersRead, ct);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            yield return line;
        }
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken ct) => JsonNode.Parse(await SendAsync(HttpMethod.Get, path, ct))!.AsObject();

    public async Task PatchAsync(ApiResource resource, string? ns, string name, JsonObject patch, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Patch, $"{resource.Path(ns)}/{name}", patch, HttpCompletionOption.ResponseContentRead, ct);
    }

    public async Task ReplaceAsync(ApiResource resource, string? ns, string name, JsonObject body, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Put, $"{resource.Path(ns)}/{name}", body, HttpCompletionOption.ResponseContentRead, ct);
    }

    public async Task<AppliedObject> ApplyAsync(ApiResource resource, string? ns, string name, JsonObject body, string manager, CancellationToken ct)
    {
        var path = $"{resource.Path(ns)}/{name}?fieldManager={Uri.EscapeDataString(manager)}&force=true&fieldValidation=Strict";
        using var response = await SendAsync(HttpMethod.Patch, path, body, HttpCompletionOption.ResponseContentRead, ct, "application/apply-patch+yaml");
        var applied = JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))!;
        return new(KubernetesJson.Deserialize<V1ObjectMeta>(applied["metadata"]!.ToJsonString()), response.StatusCode == HttpStatusCode.Created);
    }

    public async Task<string> SendAsync(HttpMethod method, string path, CancellationToken ct)
    {
        using var response = await SendAsync(method, path, null, HttpCompletionOption.ResponseContentRead, ct);
        return await response.Content.ReadAsStringAsync(ct);
    }

    public void Dispose() => _client.Dispose();

    private async Task<(IReadOnlyList<T> Items, string Version)> ListAsync<T>(string path, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, HttpCompletionOption.ResponseContentRead, ct);
        using var list = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(ct));
        var items = list.RootElement.TryGetProperty("items", out var found) && found.ValueKind == JsonValueKind.Array
            ? found.EnumerateArray().Select(item => KubernetesJson.Deserialize<T>(item.GetRawText())).ToList()
            : [];
        return (items, list.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString() ?? "");
    }

    /// <summary>One connection's changes, until it breaks or the server wants the client to list again.</summary>
    private async IAsyncEnumerable<ObjectChange<T>> FollowAsync<T>(string path, [EnumeratorCancellation] CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, HttpCompletionOption.ResponseHeadersRead, ct);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await ReadLineAsync(lines, ct) is { } line)
        {
            using var change = JsonDocument.Parse(line);
            var type = change.RootElement.GetProperty("type").GetString();
            if (type is not ("ADDED" or "MODIFIED" or "DELETED"))
            {
                if (type == "ERROR")
                {
                    yield break;
                }

                continue;
            }

            var item = KubernetesJson.Deserialize<T>(change.RootElement.GetProperty("object").GetRawText());
            yield return type == "DELETED" ? new ObjectChange<T>.Gone(item) : new ObjectChange<T>.Present(item);
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader lines, CancellationToken ct)
    {
        try
        {
            return await lines.ReadLineAsync(ct);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject? body, HttpCompletionOption completion, CancellationToken ct, string? mediaType = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_client.BaseUri, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(mediaType ?? (method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json")));
        }

        if (_client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, ct);
        }

        var response = await _client.HttpClient.SendAsync(request, completion, ct);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(ct);
            throw Refusal(response.StatusCode, text);
        }
    }

    private static KubernetesApiException Refusal(HttpStatusCode code, string text)
    {
        try
        {
            var status = KubernetesJson.Deserialize<V1Status>(text);
            return new(code, status.Reason ?? code.ToString(), status.Message ?? text);
        }
        catch (JsonException)
        {
            return new(code, code.ToString(), text);
        }
    }
}
