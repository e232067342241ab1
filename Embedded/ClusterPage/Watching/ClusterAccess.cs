using k8s;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace Workshop.ClusterPage.Watching;

/// <summary>Finds the cluster: the kubeconfig that the settings name, read again whenever the file changes, else the pod's own service account.</summary>
internal sealed partial class ClusterAccess(IConfiguration configuration, ILogger<ClusterAccess> logger) : IClusterAccess, IDisposable
{
    public const string Setting = "Workshop:Kubeconfig";

    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<Kubernetes> _made = [];
    private (DateTime WrittenAt, long Length) _stamp;
    private Kubernetes? _client;

    IKubernetes IClusterAccess.Client => Client;

    /// <inheritdoc cref="IClusterAccess.Client"/>
    public Kubernetes Client
    {
        get
        {
            var path = configuration[Setting];
            lock (_lock)
            {
                return string.IsNullOrEmpty(path) ? InCluster_NeedsLock() : FromFile_NeedsLock(path);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _made.ForEach(client => client.Dispose());
            _made.Clear();
        }
    }

    private Kubernetes InCluster_NeedsLock()
    {
        if (_client is not null)
        {
            return _client;
        }

        return Made_NeedsLock(PodAccount.Find(configuration)
            ?? throw new ClusterAccessException(
                "No cluster is named.",
                $"Start the cluster page with --{Setting}=PATH of a kubeconfig, or in a pod with a service account that may list pods, nodes, Services and Deployments.",
                inner: null)
            {
                IsConfigured = false,
            });
    }

    private Kubernetes FromFile_NeedsLock(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new ClusterAccessException($"The kubeconfig '{path}' does not exist.", $"Start the cluster, or give another path in {Setting}.", inner: null);
        }

        // A cluster that starts again writes another port, and after its state was lost other credentials.
        var stamp = (file.LastWriteTimeUtc, file.Length);
        if (_client is not null && stamp == _stamp)
        {
            return _client;
        }

        try
        {
            var made = Made_NeedsLock(KubernetesClientConfiguration.BuildConfigFromConfigFile(file));
            _stamp = stamp;
            return made;
        }
        catch (Exception e) when (e is KubeConfigException or YamlException or IOException or UnauthorizedAccessException or UriFormatException or FormatException or KubernetesClientException or System.Security.Cryptography.CryptographicException)
        {
            throw new ClusterAccessException($"The kubeconfig '{path}' cannot be used: {e.Message}", "Mend the file: 'kubectl --kubeconfig PATH get pods' must work.", e);
        }
    }

    private Kubernetes Made_NeedsLock(KubernetesClientConfiguration found)
    {
        // A watch may be silent for minutes: only pings tell a quiet cluster from one that has gone away.
        found.FirstMessageHandlerSetup = handler =>
        {
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
            handler.KeepAlivePingDelay = PingPeriod;
            handler.KeepAlivePingTimeout = PingPeriod;
            handler.ConnectTimeout = PingPeriod;
        };
        _client = new Kubernetes(found);
        _made.Add(_client);
        LogFound(_client.BaseUri);
        return _client;
    }

    [LoggerMessage(EventId = 4401, Level = LogLevel.Information, Message = "Watching the cluster at {Server}")]
    private partial void LogFound(Uri server);
}
