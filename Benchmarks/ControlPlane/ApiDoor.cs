using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using Workshop.Benchmarks.Comparing;

namespace Workshop.Benchmarks.ControlPlane;

/// <summary>One server that is asked over HTTPS and HTTP/2 as client libraries ask an API server, and how long its answers take.</summary>
internal sealed class ApiDoor : IDisposable
{
    private static readonly TimeSpan FanOutLimit = TimeSpan.FromMinutes(2);

    private readonly Uri _server;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly SslClientAuthenticationOptions _trust = new();
    private readonly HttpClient _http;

    private ApiDoor(Uri server, AuthenticationHeaderValue? authorization, Action<SslClientAuthenticationOptions> trust)
    {
        (_server, _authorization) = (server, authorization);
        trust(_trust);
        _http = Client();
    }

    public static ApiDoor Of(string kubeconfig)
    {
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        return new ApiDoor(new Uri(config.Host), new AuthenticationHeaderValue("Bearer", config.AccessToken), options =>
        {
            options.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(config.SslCaCerts);
        });
    }

    /// <summary>Of a bare server, whose certificate is made anew each time: it is this program's own child on loopback, and gets nothing secret.</summary>
    public static ApiDoor OfBare(Uri server) => new(server, null, options => options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost");

    public async Task<string> Get(string path) => await (await Succeeded(await _http.GetAsync(new Uri(_server, path)))).Content.ReadAsStringAsync();

    public Task Post(string path, string json) => Send(HttpMethod.Post, path, json);

    public Task<string> Put(string path, string json) => Send(HttpMethod.Put, path, json);

    /// <returns>Milliseconds of one request in the middle of <paramref name="count"/>, one after the other, to the answer's last byte.</returns>
    public async Task<double> MillisecondsOfGet(string path, int count)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            (await Succeeded(await _http.GetAsync(new Uri(_server, path)))).Dispose();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Spread.Of(times).Median;
    }

    /// <summary>One object is changed again and again while watchers look on, each over a connection of its own.</summary>
    /// <param name="change">What is PUT, by its number.</param>
    /// <returns>Milliseconds from the first change to the last watcher's last event.</returns>
    public async Task<double> MillisecondsOfFanOut(string watch, string path, Func<int, string> change, int watchers, int changes)
    {
        using var limit = new CancellationTokenSource(FanOutLimit);
        var seen = Enumerable.Range(0, watchers).Select(_ => new Watcher(Client(), new Uri(_server, watch))).ToList();
        try
        {
            await Task.WhenAll(seen.Select(watcher => watcher.Begin(limit.Token)));
            var start = Stopwatch.GetTimestamp();
            var all = Task.WhenAll(seen.Select(watcher => watcher.Read(changes, limit.Token)));
            for (var i = 0; i < changes; i++)
            {
                await Put(path, change(i));
            }

            await all;
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        finally
        {
            seen.ForEach(watcher => watcher.Dispose());
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = _trust })
        {
            DefaultRequestVersion = HttpVersion.Version20,
            Timeout = FanOutLimit,
        };
        client.DefaultRequestHeaders.Authorization = _authorization;
        return client;
    }

    private async Task<string> Send(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, new Uri(_server, path)) { Version = HttpVersion.Version20, Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await Succeeded(await _http.SendAsync(request));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> Succeeded(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? answer
        : throw new InvalidOperationException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");

    /// <summary>Counts lines: an event each.</summary>
    private sealed class Watcher(HttpClient client, Uri address) : IDisposable
    {
        private HttpResponseMessage? _answer;
        private Stream? _events;

        public async Task Begin(CancellationToken ct)
        {
            _answer = await Succeeded(await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct));
            _events = await _answer.Content.ReadAsStreamAsync(ct);
        }

        public async Task Read(int count, CancellationToken ct)
        {
            var buffer = new byte[16 * 1024];
            for (var lines = 0; lines < count;)
            {
                var length = await _events!.ReadAsync(buffer, ct);
                lines += length > 0 ? buffer.AsSpan(0, length).Count((byte)'\n') : throw new EndOfStreamException($"{address} ended after {lines} of {count} events.");
            }
        }

        public void Dispose()
        {
            _events?.Dispose();
            _answer?.Dispose();
            client.Dispose();
        }
    }
}
