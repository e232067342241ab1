using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Usage;

internal static class UsageServiceCollectionExtensions
{
    /// <summary>The place of measurements and their API; who measures is a node. May be asked for more than once.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services)
    {
        services.TryAddSingleton<UsageStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IComputedKind, PodMetricsKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IComputedKind, NodeMetricsKind>());
        return services;
    }
}
