using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Network;

internal static class NetworkServiceCollectionExtensions
{
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.AddSingleton<PodAddresses>();
        services.AddSingleton<NamesFolder>();
        services.AddHostedService<NamesWriter>();
        return services.AddHostedService<ServiceProxy>();
    }
}
