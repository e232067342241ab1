using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Access.Tokens;

namespace Workshop.Cluster.Access;

internal static class AccessServiceCollectionExtensions
{
    /// <summary>Who asks, and what they may do. Needs <see cref="AccessKeys"/>, the registry and a clock.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton<ServiceAccountTokens>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<RbacAuthorizer>();
        services.AddSingleton<EscalationGuard>();
        return services.AddSingleton<AccessGate>();
    }
}
