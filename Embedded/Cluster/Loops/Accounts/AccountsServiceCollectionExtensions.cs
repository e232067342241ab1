using Microsoft.Extensions.DependencyInjection;

namespace Workshop.Cluster.Loops.Accounts;

internal static class AccountsServiceCollectionExtensions
{
    /// <summary>The loop that needs the cluster's keys: only where there is an API that takes its tokens.</summary>
    public static IServiceCollection AddTokenSecrets(this IServiceCollection services) =>
        services.AddLoop<TokenSecretReconciler>(TokenSecretReconciler.Component, TokenSecretReconciler.Listen);
}
