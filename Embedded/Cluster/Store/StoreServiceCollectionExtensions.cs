using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Start;

namespace Workshop.Cluster.Store;

internal static class StoreServiceCollectionExtensions
{
    public static IServiceCollection AddStore(this IServiceCollection services) =>
        services
            .AddSingleton(provider => provider.GetRequiredService<ObjectStore>().Kinds)
            .AddSingleton<StoreOpening>()
            .AddSingleton(provider => provider.GetRequiredService<StoreOpening>().Open(Path.Combine(provider.GetRequiredService<ClusterOptions>().StateFolder, StateFolder.StoreFile)));
}
