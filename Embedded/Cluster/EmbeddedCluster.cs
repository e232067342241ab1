using Microsoft.Extensions.Logging;

namespace Workshop.Cluster;

/// <summary>A Kubernetes for one machine: API, store, control loops and nodes in this process; pods as processes of this machine.</summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    internal EmbeddedCluster(Uri apiAddress, string kubeconfigPath)
    {
        ApiAddress = apiAddress;
        KubeconfigPath = kubeconfigPath;
    }

    /// <summary>Where the API answers, such as <c>https://127.0.0.1:6443</c>.</summary>
    public Uri ApiAddress { get; }

    /// <summary>Full path of the kubeconfig (mode 0600) with the contexts <c>labs</c> (current) and <c>workshop</c>.</summary>
    public string KubeconfigPath { get; }

    /// <summary>Leases addresses, ends what a killed predecessor left, opens the store, and returns when the API answers and all nodes are Ready.</summary>
    /// <exception cref="ClusterException">The state folder is in use or cannot be written, no address range is free, or the like: the message says what to do.</exception>
    public static Task<EmbeddedCluster> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken ct) =>
        throw new ClusterException("The cluster's parts are not joined yet.");

    /// <summary>Ends every pod's processes within <paramref name="limit"/>, then loops, API and store. Objects stay in the store.</summary>
    public Task StopAsync(TimeSpan limit, CancellationToken ct) => throw new ClusterException($"The cluster at {ApiAddress} has no parts to stop.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
