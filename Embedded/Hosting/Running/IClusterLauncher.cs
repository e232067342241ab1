using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Running;

/// <summary>Starts the cluster that an application runs on.</summary>
internal interface IClusterLauncher
{
    Task<IClusterHandle> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken ct);

    IKubernetesApi Connect(IClusterHandle cluster, TimeProvider time);
}

/// <summary>A running cluster.</summary>
internal interface IClusterHandle : IAsyncDisposable
{
    Uri ApiAddress { get; }

    string KubeconfigPath { get; }

    Task StopAsync(TimeSpan limit, CancellationToken ct);
}
