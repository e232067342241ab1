using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Images;
using Workshop.Cluster.Nodes.Logs;
using Workshop.Cluster.Nodes.Metering;
using Workshop.Cluster.Nodes.Pods;
using Workshop.Cluster.Nodes.Probes;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Nodes.Volumes;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Nodes;

internal static class NodesServiceCollectionExtensions
{
    public static IServiceCollection AddNodes(this IServiceCollection services)
    {
        services.AddSingleton(ProcessLauncher.ForThisSystem());
        services.AddSingleton<ProcessLedger>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<BusyBoxFolder>();
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
        services.AddSingleton<PodServices>();
        services.AddSingleton<NodeRegistrar>();
        services.AddHostedService<NodeAgents>();
        return services.AddHostedService<UsageLoop>();
    }
}
