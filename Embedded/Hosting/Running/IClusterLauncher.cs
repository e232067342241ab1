using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Running;

/// <summary>Starts the cluster that an application runs on.</summary>
internal interface IClusterLauncher
{
    Task<IClusterHandle> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken ct);

    IKubernetesApi Connect(IClusterHandle cluster, TimeProvider time);

    /// <summary>Whether a client on this machine gets a connection there.</summary>
    Task<bool> TakesConnectionsAsync(Uri address, CancellationToken ct);
}

/// <summary>A running cluster.</summary>
internal interface IClusterHandle : IAsyncDisposable
{
    Uri ApiAddress { get; }

    string KubeconfigPath { get; }

    /// <summary>The text of a kubeconfig with the rights of a ServiceAccount, and no others. It is a secret.</summary>
    string KubeconfigFor(string ns, string account, TimeSpan life);

    Task StopAsync(TimeSpan limit, CancellationToken ct);
}
