using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.ServiceDefaults;

namespace Workshop.Endpoints.Tokens;

/// <summary>Where the key for tokens comes from.</summary>
public static class TokensExtensions
{
    /// <summary>The secret that the configuration gives; without it the service does not start.</summary>
    /// <exception cref="ServiceException">None is given.</exception>
    public static WebApplicationBuilder AddTokenSecret(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var secret = EndpointSettings.From(builder.Configuration).Secret
            ?? throw new ServiceException($"{EndpointSettings.SecretKey} is missing: tokens need a key that auth and hello share. Give both the same one with --secret or the variable Workshop__Secret.");
        return builder.AddSecret(secret);
    }

    /// <summary>The secret that the configuration gives, or a random one: enough where one process both signs and checks.</summary>
    public static WebApplicationBuilder AddTokenSecretOrRandom(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSecret(EndpointSettings.From(builder.Configuration).Secret ?? SharedSecret.Random());
    }

    internal static void AddTokenVerifier(this IServiceCollection services) => services.TryAddSingleton<ITokenVerifier, SecretTokenVerifier>();

    internal static void AddTokenIssuer(this IServiceCollection services) => services.TryAddSingleton<ITokenIssuer, SecretTokenIssuer>();

    private static WebApplicationBuilder AddSecret(this WebApplicationBuilder builder, string secret)
    {
        builder.Services.AddSingleton(new SharedSecret(secret));
        builder.Services.AddHostedService<ShortSecretWarning>();
        return builder;
    }
}
