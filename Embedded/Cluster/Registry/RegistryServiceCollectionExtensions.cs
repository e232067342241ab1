using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Cluster.Registry.Addresses;
using Workshop.Cluster.Store;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Registry;

internal static class RegistryServiceCollectionExtensions
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.TryAddSingleton<IServiceAddresses, LoopbackServiceAddresses>();
        services.AddUsage();
        services.AddSingleton<IClusterClient, ClusterClient>();
        return services.AddSingleton<IObjectRegistry>(provider =>
        {
            var registry = new ObjectRegistry(provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<IServiceAddresses>(), provider.GetRequiredService<TimeProvider>());
            SystemNamespaces.Ensure(registry);
            return new ServedRegistry(registry, [new ComponentStatusKind(), .. provider.GetServices<IComputedKind>()]);
        });
    }
}
