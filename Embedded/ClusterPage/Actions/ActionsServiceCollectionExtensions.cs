using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Workshop.ClusterPage.Actions;

internal static class ActionsServiceCollectionExtensions
{
    /// <summary>What a person may do; needs <c>AddClusterWatching</c> and the login.</summary>
    public static IServiceCollection AddClusterActions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<NodeSwitch>();
        services.AddSingleton<PodProxy>();
        services.AddScoped<IActionPermit, CallerPermit>();
        services.AddScoped<IClusterActions, ClusterActions>();
        return services;
    }
}
