using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Api;

internal static class ApiServiceCollectionExtensions
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services;
}
