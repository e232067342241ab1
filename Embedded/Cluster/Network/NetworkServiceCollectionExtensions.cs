using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Network;

internal static class NetworkServiceCollectionExtensions
{
    public static IServiceCollection AddNetwork(this IServiceCollection services) => services;
}
