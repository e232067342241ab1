using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Replicas;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Secure;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Health;
using Workshop.ServiceDefaults.Life;
using Workshop.ServiceDefaults.Names;

namespace Workshop.Endpoints.Tokens;

/// <summary>Where the keys for tokens come from. One kind of key only, and so one algorithm: a key pair wins over a shared secret.</summary>
public static class TokensExtensions
{
    /// <summary>For a service that gives tokens: the key pair, else the secret that the configuration names; without either the service does not start.</summary>
    /// <exception cref="ServiceException">None is given, or it cannot be read.</exception>
    public static WebApplicationBuilder AddSigningKeys(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = EndpointSettings.From(builder.Configuration);
        return settings.HasSigningKey
            ? builder.AddKeyPair(settings)
            : builder.AddSecret(settings.Secret ?? throw new ServiceException(
                $"{KeyText.Setting} and {EndpointSettings.SecretKey} are missing: tokens need a key. Give a private one (PEM, or a random text of {DerivedKey.LeastCharacters} characters) in the variable Workshop__Signing__Key, or with --secret one that hello is given, too."));
    }

    /// <summary>As <see cref="AddSigningKeys"/>, else a random secret: enough where one process both signs and checks.</summary>
    public static WebApplicationBuilder AddSigningKeysOrRandom(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = EndpointSettings.From(builder.Configuration);
        return settings.HasSigningKey ? builder.AddKeyPair(settings) : builder.AddSecret(settings.Secret ?? SharedSecret.Random());
    }

    /// <summary>For a service that checks tokens: auth's published keys, else the secret; without either the service does not start.</summary>
    /// <exception cref="ServiceException">None is given.</exception>
    public static WebApplicationBuilder AddCheckingKeys(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = EndpointSettings.From(builder.Configuration);
        if (settings.Jwks is { } jwks)
        {
            builder.Services.AddSingleton(services => new PublishedKeys(jwks, AddressOf(jwks, services), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<PublishedKeys>>()));
            builder.Services.AddSingleton<ITokenKeys>(services => services.GetRequiredService<PublishedKeys>());
        }
        else
        {
            builder.AddSecret(settings.Secret ?? throw new ServiceException(
                $"{EndpointSettings.JwksKey} and {EndpointSettings.SecretKey} are missing: tokens are checked with keys. Name where auth publishes its own in the variable Workshop__Jwks, or give hello and auth the same secret with --secret or the variable Workshop__Secret."));
        }

        if (settings.Revocations is { } feed)
        {
            return builder.AddRevocationFollower(feed);
        }

        builder.Services.AddHostedService<NoRevocationsWarning>();
        return builder;
    }

    /// <summary>What both sides need beside the keys.</summary>
    internal static void AddTokenChecks(this IServiceCollection services)
    {
        services.TryAddSingleton<RevocationSet>();
        services.TryAddSingleton<IRevocationSource, OwnRevocations>();
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<TokenVerifier>();
        services.TryAddSingleton<TokenGate>();
    }

    private static WebApplicationBuilder AddKeyPair(this WebApplicationBuilder builder, EndpointSettings settings)
    {
        // Said before anything listens.
        KeyHolder.Read(builder.Configuration);
        builder.Services.AddSingleton(services => new KeyHolder(builder.Configuration, settings.SigningLead, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<KeyHolder>>()));
        builder.Services.AddSingleton<ITokenSigner>(services => services.GetRequiredService<KeyHolder>());
        builder.Services.AddSingleton<ITokenKeys>(services => services.GetRequiredService<KeyHolder>());
        return builder;
    }

    private static WebApplicationBuilder AddSecret(this WebApplicationBuilder builder, string secret)
    {
        var shared = new SharedSecret(secret);
        builder.Services.AddSingleton(shared);
        builder.Services.AddSingleton<ITokenSigner>(shared);
        builder.Services.AddSingleton<ITokenKeys>(shared);
        builder.Services.AddHostedService<ShortSecretWarning>();
        return builder;
    }

    private static WebApplicationBuilder AddRevocationFollower(this WebApplicationBuilder builder, Uri feed)
    {
        builder.Services.AddSingleton(services => new RevocationFollower(
            feed, services.GetRequiredService<RevocationSet>(), services.GetService<PublishedKeys>(), services.GetRequiredService<Dependencies>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IRevocationSource>(services => services.GetRequiredService<RevocationFollower>());
        builder.Services.AddHostedService(services =>
        {
            var follower = services.GetRequiredService<RevocationFollower>();
            follower.Begin();
            return new AuthReplicas(AddressOf(feed, services), follower.FollowAsync, services.GetRequiredService<RestartingRunner>(), services.GetRequiredService<TimeProvider>());
        });
        return builder;
    }

    private static AuthAddress AddressOf(Uri uri, IServiceProvider services) => new(uri, services.GetRequiredService<ServiceNames>());
}
