using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Nodes;

internal static class NodesServiceCollectionExtensions
{
    public static IServiceCollection AddNodes(this IServiceCollection services) => services;
}
