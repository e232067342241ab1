using k8s;

namespace Workshop.Labs.Checks;

/// <summary>Requests to the API, and through its proxies: they need no address of their own, so they work against a cluster far away, too.</summary>
public sealed partial class LabCluster
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private readonly HttpClient _outside = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>GET of a Service: one of its ready pods answers. A header <c>Authorization</c> does not pass the proxy.</summary>
    /// <param name="port">The port's number or name.</param>
    public Task<HttpAnswer> Get(string service, string port, string path, CancellationToken ct, IReadOnlyDictionary<string, string>? headers = null) =>
        Proxied($"services/{service}:{port}", path, headers, ct);

    /// <summary>GET of one pod's port.</summary>
    public Task<HttpAnswer> GetOfPod(string pod, int port, string path, CancellationToken ct) => Proxied($"pods/{pod}:{port}", path, null, ct);

    /// <summary>GET of an address outside, such as a Service's external one.</summary>
    public Task<HttpAnswer> Get(Uri address, CancellationToken ct, IReadOnlyDictionary<string, string>? headers = null) =>
        Answer(_outside, HttpMethod.Get, address, headers, null, ct);

    /// <summary>A request to the API about this namespace, in the name of one of its ServiceAccounts, as kubectl's <c>--as</c> sends it.</summary>
    /// <param name="path">Such as <c>pods/web-0</c>, of the core group.</param>
    public Task<HttpAnswer> Ask(HttpMethod method, string path, string account, CancellationToken ct)
    {
        var cluster = (Kubernetes)Api;
        var headers = new Dictionary<string, string>
        {
            ["Impersonate-User"] = $"system:serviceaccount:{Namespace}:{account}",
        };
        return Answer(cluster.HttpClient, method, new Uri(cluster.BaseUri, $"/api/v1/namespaces/{Namespace}/{path}"), headers, cluster.Credentials, ct);
    }

    private async Task<HttpAnswer> Proxied(string target, string path, IReadOnlyDictionary<string, string>? headers, CancellationToken ct)
    {
        var cluster = (Kubernetes)Api;
        var address = new Uri(cluster.BaseUri, $"/api/v1/namespaces/{Namespace}/{target}/proxy/{path.TrimStart('/')}");
        return await Answer(cluster.HttpClient, HttpMethod.Get, address, headers, cluster.Credentials, ct);
    }

    private static async Task<HttpAnswer> Answer(
        HttpClient client, HttpMethod method, Uri address, IReadOnlyDictionary<string, string>? headers, k8s.Authentication.ServiceClientCredentials? credentials, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(AnswerLimit);
        try
        {
            using var request = new HttpRequestMessage(method, address);
            foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            if (credentials is not null)
            {
                await credentials.ProcessHttpRequestAsync(request, patience.Token);
            }

            using var answer = await client.SendAsync(request, patience.Token);
            var body = await answer.Content.ReadAsStringAsync(patience.Token);
            return new HttpAnswer((int)answer.StatusCode, body, answer.Headers.Concat(answer.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
        }
        catch (HttpRequestException e)
        {
            return HttpAnswer.None(e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return HttpAnswer.None($"none within {AnswerLimit.TotalSeconds:0} s");
        }
    }
}
