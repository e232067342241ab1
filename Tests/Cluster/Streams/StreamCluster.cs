using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Images;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>A whole cluster of one node whose only image is the host's tools, and clients for it.</summary>
public sealed class StreamCluster : IAsyncLifetime, IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private EmbeddedCluster? _cluster;
    private KubernetesClientConfiguration? _config;
    private Kubernetes? _client;

    public Uri Address => _cluster!.ApiAddress;

    public string KubeconfigPath => _cluster!.KubeconfigPath;

    public Kubernetes Client => _client!;

    public string Token => _config!.AccessToken;

    public X509ChainPolicy Trust
    {
        get
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(_config!.SslCaCerts);
            return policy;
        }
    }

    public async Task InitializeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var options = new ClusterOptions
        {
            StateFolder = _folder.PathOf("state"),
            ApiPort = 0,
            NodeCount = 1,
            Images = new ImageCatalogue([new CatalogueImage("busybox", ["*"], [])]),
        };
        _cluster = await EmbeddedCluster.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        _config = KubernetesClientConfiguration.BuildConfigFromConfigFile(_cluster.KubeconfigPath);
        _client = new Kubernetes(_config);
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A running pod with one container, <c>main</c>.</summary>
    /// <param name="more">Fields of the container, as YAML in flow form.</param>
    public async Task<V1Pod> Run(string script = "sleep 3600", string more = "", string restart = "Never")
    {
        RequiredTool.Unix();
        var name = $"p-{Guid.NewGuid().ToString("N")[..8]}";
        var pod = KubernetesYaml.Deserialize<V1Pod>($$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{name}}, labels: {app: {{name}} } }
            spec:
              restartPolicy: {{restart}}
              terminationGracePeriodSeconds: 0
              volumes: [{name: data, emptyDir: { } }]
              containers:
              - {name: main, image: "busybox:1.36", command: [sh, -c, {{System.Text.Json.JsonSerializer.Serialize(script)}}], env: [{name: PLACE, value: here}], volumeMounts: [{name: data, mountPath: /data}]{{more}} }
            """);
        await Client.CoreV1.CreateNamespacedPodAsync(pod, "default");
        await Eventually.Is(async () => (await Pod(name)).Status?.ContainerStatuses?[0].State?.Running is not null, $"pod '{name}' runs", Limit, CancellationToken.None);
        return await Pod(name);
    }

    public Task<V1Pod> Pod(string name) => Client.CoreV1.ReadNamespacedPodAsync(name, "default");

    public static string ExecUrl(V1Pod pod, string streams, params string[] command) =>
        $"/api/v1/namespaces/default/pods/{pod.Name()}/exec?{string.Join('&', command.Select(word => "command=" + Uri.EscapeDataString(word)))}&{streams}";

    /// <summary>A client with the administrator's token, or another one; null: without.</summary>
    public HttpClient Http(string? token)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = Trust;
        var client = new HttpClient(handler) { BaseAddress = Address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    /// <exception cref="WebSocketException">It was refused; the code is in the socket's HttpStatusCode.</exception>
    public async Task<ChannelClient> Channels(string url, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Token}");
        foreach (var protocol in protocols)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = Trust;
        using var invoker = new HttpMessageInvoker(handler);
        try
        {
            await socket.ConnectAsync(new Uri($"wss://{Address.Authority}{url}"), invoker, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            Refusal = (int)socket.HttpStatusCode;
            throw;
        }

        return new ChannelClient(socket);
    }

    /// <value>The code of the last refused WebSocket.</value>
    public int Refusal { get; private set; }

    public Task<SpdyClient> Spdy(string url, params string[] versions) => SpdyClient.Connect(this, url, versions);
}
