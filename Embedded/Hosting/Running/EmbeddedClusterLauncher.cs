using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Running;

/// <summary>The embedded cluster, in this process.</summary>
internal sealed class EmbeddedClusterLauncher : IClusterLauncher
{
    private const string Context = "workshop";

    public async Task<IClusterHandle> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken ct) =>
        new Handle(await EmbeddedCluster.StartAsync(options, loggers, time, ct));

    public IKubernetesApi Connect(IClusterHandle cluster, TimeProvider time) => KubernetesApi.Connect(cluster.KubeconfigPath, Context, time);

    public async Task<bool> TakesConnectionsAsync(Uri address, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private sealed class Handle(EmbeddedCluster cluster) : IClusterHandle
    {
        public Uri ApiAddress => cluster.ApiAddress;

        public string KubeconfigPath => cluster.KubeconfigPath;

        public string KubeconfigFor(string ns, string account, TimeSpan life) => cluster.KubeconfigFor(ns, account, life);

        public Task StopAsync(TimeSpan limit, CancellationToken ct) => cluster.StopAsync(limit, ct);

        public ValueTask DisposeAsync() => cluster.DisposeAsync();
    }
}
