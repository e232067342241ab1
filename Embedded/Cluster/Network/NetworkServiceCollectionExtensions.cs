using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Cluster.Nodes;

namespace Workshop.Cluster.Network;

internal static class NetworkServiceCollectionExtensions
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.TryAddSingleton<NodeSet>();
        services.AddSingleton<PodAddresses>();
        services.AddSingleton<NamesFolder>();
        services.AddHostedService<NamesWriter>();
        return services.AddHostedService<ServiceProxy>();
    }
}
