using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Images;
using Workshop.Cluster.Nodes.Logs;
using Workshop.Cluster.Nodes.Memory;
using Workshop.Cluster.Nodes.Metering;
using Workshop.Cluster.Nodes.Pods;
using Workshop.Cluster.Nodes.Probes;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Nodes.Scaling;
using Workshop.Cluster.Nodes.Streams;
using Workshop.Cluster.Nodes.Volumes;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Nodes;

internal static class NodesServiceCollectionExtensions
{
    public static IServiceCollection AddNodes(this IServiceCollection services)
    {
        services.AddSingleton(ProcessLauncher.ForThisSystem());
        services.AddSingleton<ProcessLedger>();
        services.AddHostedService<Watchdog>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<BackgroundPrograms>();
        services.AddSingleton<BusyBoxFolder>();
        services.AddSingleton<EntryPointFolder>();
        services.AddSingleton<LogFolder>();
        services.AddSingleton<IContainerLogs, ContainerLogs>();
        services.AddSingleton<PodFolder>();
        services.TryAddSingleton<ServiceAccountTokens>();
        services.AddSingleton<AccountTokens>();
        services.AddSingleton<HttpProbe>();
        services.AddSingleton<Prober>();
        services.AddSingleton<HookRunner>();
        services.AddUsage();
        services.AddSingleton(ProcessTable.OfThisSystem());
        services.AddSingleton<UsageMeter>();
        services.AddSingleton<RunningContainers>();
        services.AddSingleton<IContainerStreams, ContainerStreams>();
        services.AddSingleton<TreeMemory>();
        services.AddSingleton<MemoryWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<MemoryWatch>());
        services.AddSingleton<PodServices>();
        services.TryAddSingleton<NodeSet>();
        services.AddSingleton<NodeRegistrar>();
        services.AddSingleton<NodeAgents>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeAgents>());
        services.AddHostedService<NodeAutoscaler>();
        return services.AddHostedService<UsageLoop>();
    }
}
