using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Scheduling;

internal static class SchedulingServiceCollectionExtensions
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services;
}
