using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster;
using Workshop.Cluster.Images;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Start;

namespace Workshop.Benchmarks.ControlPlane;

/// <summary>This program as a cluster whose nodes start nothing, until it is ended.</summary>
internal static class IdleCluster
{
    public const string Verb = "idle-cluster";
    public const string Ready = "all nodes are Ready";

    /// <summary>Its pods' image.</summary>
    public const string Image = "idle:1";

    private static readonly TimeSpan NodesLimit = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string folder, int nodes)
    {
        var options = new ClusterOptions { StateFolder = folder, ApiPort = 0, NodeCount = nodes, Images = new ImageCatalogue([new CatalogueImage("idle", ["*"], ["/bin/true"])]) };
        await using var cluster = await ClusterHost.StartAsync(
            options,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            services =>
            {
                EmbeddedCluster.AddParts(services);
                services.Replace(ServiceDescriptor.Singleton<IProcessLauncher>(new IdleLauncher()));
            },
            CancellationToken.None);
        await NodesReady.WaitAsync(cluster.Services.GetRequiredService<IObjectRegistry>(), nodes, NodesLimit, TimeProvider.System, CancellationToken.None);
        Console.WriteLine(Ready);
        await Ending.WaitAsync();
    }
}
