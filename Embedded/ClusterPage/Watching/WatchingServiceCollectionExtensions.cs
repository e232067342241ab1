using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Workshop.ClusterPage.Watching;

internal static class WatchingServiceCollectionExtensions
{
    /// <summary>The watched view of the cluster that <c>Workshop:Kubeconfig</c> names, or of the one that this pod is in.</summary>
    public static IServiceCollection AddClusterWatching(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ClusterAccess>();
        services.AddSingleton<IClusterAccess>(provider => provider.GetRequiredService<ClusterAccess>());
        services.AddSingleton<IClusterTransport, ClusterTransport>();
        services.AddSingleton<SnapshotHolder>();
        services.AddSingleton<IClusterView>(provider => provider.GetRequiredService<SnapshotHolder>());
        services.AddHostedService<ClusterWatch>();
        return services;
    }
}
