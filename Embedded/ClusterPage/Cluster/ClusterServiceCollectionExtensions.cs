using Workshop.ClusterPage.Cluster.Narration;

namespace Workshop.ClusterPage.Cluster;

internal static class ClusterServiceCollectionExtensions
{
    /// <summary>The Cluster page; needs <c>AddClusterWatching</c> and <c>AddClusterActions</c>.</summary>
    /// <exception cref="Workshop.ServiceDefaults.ServiceException">A setting is wrong.</exception>
    public static IServiceCollection AddClusterPage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TraceLinks.From(configuration));
        services.AddSingleton<Ribbon>();
        services.AddHostedService(provider => provider.GetRequiredService<Ribbon>());
        services.AddScoped<Panels.ActionDesk>();
        return services;
    }
}
