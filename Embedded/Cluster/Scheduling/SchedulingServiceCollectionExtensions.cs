using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Scheduling;

internal static class SchedulingServiceCollectionExtensions
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services
        .AddLoop<SchedulerReconciler>(SchedulerReconciler.Component, SchedulerReconciler.Listen);
}
