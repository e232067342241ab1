using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Registry;

internal static class RegistryServiceCollectionExtensions
{
    public static IServiceCollection AddRegistry(this IServiceCollection services) => services;
}
