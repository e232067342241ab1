using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Store;

internal static class StoreServiceCollectionExtensions
{
    public static IServiceCollection AddStore(this IServiceCollection services) =>
        services
            .AddSingleton(provider => provider.GetRequiredService<ObjectStore>().Kinds)
            .AddSingleton(provider => ObjectStore.Open(Path.Combine(provider.GetRequiredService<ClusterOptions>().StateFolder, "cluster.db")));
}
