using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Access;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Api;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.Accounts;
using Workshop.Cluster.Network;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Scheduling;
using Workshop.Cluster.Start;
using Workshop.Cluster.Store;
using Workshop.Cluster.Telemetry;

namespace Workshop.Cluster;

/// <summary>A Kubernetes for one machine: API, store, control loops and nodes in this process; pods as processes of this machine.</summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    private static readonly TimeSpan NodesLimit = TimeSpan.FromSeconds(30);

    private readonly ClusterHost _host;

    private EmbeddedCluster(ClusterHost host) => _host = host;

    /// <summary>Where the API answers, such as <c>https://127.0.0.1:6443</c>.</summary>
    public Uri ApiAddress => _host.ApiAddress;

    /// <summary>Full path of the kubeconfig (mode 0600) with the contexts <c>labs</c> (current) and <c>workshop</c>.</summary>
    public string KubeconfigPath => _host.KubeconfigPath;

    /// <value>What whoever starts it ought to know, each a line: that its store was damaged, and what became of it.</value>
    public IReadOnlyList<string> Notices => _host.Services.GetRequiredService<StoreOpening>().Notices;

    /// <summary>Leases addresses, ends what a killed predecessor left, opens the store, and returns when the API answers and all nodes are Ready.</summary>
    /// <exception cref="ClusterException">The state folder is in use or cannot be written, no address range is free, or the like: the message says what to do.</exception>
    public static async Task<EmbeddedCluster> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentNullException.ThrowIfNull(time);
        var host = await ClusterHost.StartAsync(options, loggers, time, AddParts, ct);
        try
        {
            await NodesReady.WaitAsync(host.Services.GetRequiredService<IObjectRegistry>(), options.NodeCount, NodesLimit, time, ct);
            return new EmbeddedCluster(host);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The text of a kubeconfig for a ServiceAccount, with a token of its own. It is a secret: write it with mode 0600.</summary>
    /// <param name="life">At least 10 minutes.</param>
    /// <exception cref="ClusterException">There is no such account.</exception>
    public string KubeconfigFor(string ns, string account, TimeSpan life)
    {
        var found = _host.Services.GetRequiredService<IClusterClient>().Find<V1ServiceAccount>(ns, account)
            ?? throw new ClusterException($"There is no ServiceAccount '{account}' in namespace '{ns}'. Create it first: kubectl create serviceaccount {account} -n {ns}.");
        var token = _host.Services.GetRequiredService<ServiceAccountTokens>().Issue(found, [], life).Token;
        return Kubeconfig.Text(ApiAddress, _host.Services.GetRequiredService<AccessKeys>(), account, token);
    }

    /// <summary>Sends the cluster's spans (rollouts) and metrics there from now on; for a receiver that is known only once the cluster runs.</summary>
    /// <exception cref="ClusterException">The protocol is unknown.</exception>
    public void SendTelemetryTo(ClusterTelemetry target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _host.Services.GetRequiredService<TelemetryExport>().SendTo(target);
    }

    /// <summary>Runs a program of this machine with the least priority and under the guard that pods are under: it ends with this cluster, also when that is killed.</summary>
    /// <param name="name">Another one for each that runs at the same time.</param>
    /// <param name="program">Found on PATH, such as <c>dotnet</c>.</param>
    /// <param name="folder">Full path of the folder that it starts in.</param>
    /// <exception cref="ClusterException">It cannot be started.</exception>
    public async Task<CommandOutcome> RunInBackgroundAsync(string name, string program, IReadOnlyList<string> arguments, string folder, TimeSpan limit, CancellationToken ct)
    {
        try
        {
            return await _host.Services.GetRequiredService<BackgroundPrograms>().RunAsync(name, program, arguments, folder, limit, ct);
        }
        catch (ProcessStartException e)
        {
            throw new ClusterException($"'{program}' cannot be started in the background: {e.Message}.", e);
        }
    }

    /// <summary>Ends every pod's processes within <paramref name="limit"/>, then loops, API and store. Objects stay in the store.</summary>
    public async Task StopAsync(TimeSpan limit, CancellationToken ct)
    {
        await _host.StopAsync(limit, ct);
        await _host.DisposeAsync();
    }

    /// <summary>As <see cref="StopAsync"/> with 10 s, if that was not called.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    // In flow order: started in this order, after the web server, and stopped in the reverse one.
    internal static void AddParts(IServiceCollection services) =>
        services.AddTelemetry().AddStore().AddRegistry().AddApi().AddLoops().AddTokenSecrets().AddScheduling().AddNetwork().AddNodes();
}
