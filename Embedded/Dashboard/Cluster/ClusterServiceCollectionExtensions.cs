using Workshop.Dashboard.Cluster.Narration;

namespace Workshop.Dashboard.Cluster;

internal static class ClusterServiceCollectionExtensions
{
    /// <summary>The Cluster page; needs <c>AddClusterWatching</c> and <c>AddClusterActions</c>.</summary>
    public static IServiceCollection AddClusterPage(this IServiceCollection services)
    {
        services.AddSingleton<Ribbon>();
        services.AddHostedService(provider => provider.GetRequiredService<Ribbon>());
        services.AddScoped<Panels.ActionDesk>();
        return services;
    }
}
