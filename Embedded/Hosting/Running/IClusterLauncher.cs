using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Running;

/// <summary>Starts the cluster that an application runs on.</summary>
internal interface IClusterLauncher
{
    Task<IClusterHandle> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken ct);

    IKubernetesApi Connect(IClusterHandle cluster, TimeProvider time);

    /// <summary>The kubeconfig with which the dashboard asks the API.</summary>
    string KubeconfigOf(IClusterHandle cluster);

    /// <summary>Whether a client on this machine gets a connection there.</summary>
    Task<bool> TakesConnectionsAsync(Uri address, CancellationToken ct);
}

/// <summary>A running cluster.</summary>
internal interface IClusterHandle : IAsyncDisposable
{
    Uri ApiAddress { get; }

    string KubeconfigPath { get; }

    Task StopAsync(TimeSpan limit, CancellationToken ct);
}
