using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace Workshop.Labs.Diagnosis;

/// <summary>GETs of the Kubernetes API, each with a limit of its own.</summary>
internal sealed class ClusterReader(IKubernetes api)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly Kubernetes _api = (Kubernetes)api;

    /// <returns>The answer's status and text; null with the reason as text where there was none.</returns>
    public async Task<(HttpStatusCode? Status, string Text)> GetAsync(string path, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Limit);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_api.BaseUri, path));
            if (_api.Credentials is not null)
            {
                await _api.Credentials.ProcessHttpRequestAsync(request, patience.Token);
            }

            using var answer = await _api.HttpClient.SendAsync(request, patience.Token);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(patience.Token));
        }
        catch (HttpRequestException e)
        {
            return (null, e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"no answer within {Limit.TotalSeconds:0} s");
        }
    }

    /// <returns>The list; null, and what was said in its place, where the cluster does not give it.</returns>
    public async Task<(JsonNode? List, string Said)> ListAsync(string path, CancellationToken ct)
    {
        var (status, text) = await GetAsync(path, ct);
        try
        {
            return status == HttpStatusCode.OK ? (JsonNode.Parse(text), string.Empty) : (null, $"{path}: {(int?)status} {text}\n");
        }
        catch (JsonException)
        {
            return (null, $"{path}: no JSON: {text}\n");
        }
    }
}
