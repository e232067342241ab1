using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Loops;

internal static class LoopsServiceCollectionExtensions
{
    public static IServiceCollection AddLoops(this IServiceCollection services) => services;
}
