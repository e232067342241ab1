using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry;

internal static class RegistryServiceCollectionExtensions
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton<IClusterClient, ClusterClient>();
        return services.AddSingleton<IObjectRegistry>(provider =>
        {
            var registry = new ObjectRegistry(provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<TimeProvider>());
            SystemNamespaces.Ensure(registry);
            return registry;
        });
    }
}
