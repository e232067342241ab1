using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Login;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Redis;

internal static class RedisExtensions
{
    public static bool HasRedis(this WebApplicationBuilder builder) => !string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(RedisKeys.ConnectionName));

    /// <summary>What replicas of auth share: users, revocations, failures, public keys.</summary>
    /// <exception cref="ServiceDefaults.ServiceException">The connection string cannot be read.</exception>
    public static void AddRedis(this WebApplicationBuilder builder)
    {
        RedisPlan.Parse(builder.Configuration.GetConnectionString(RedisKeys.ConnectionName)!);
        var services = builder.Services;
        services.AddSingleton<RedisLink>();
        services.AddSingleton<RedisUsers>();
        services.AddSingleton<RedisRevocations>();
        services.AddSingleton<IUserDirectory>(provider => provider.GetRequiredService<RedisUsers>());
        services.AddSingleton<IRedisFollower>(provider => provider.GetRequiredService<RedisUsers>());
        services.AddSingleton<ISharedFailures, RedisFailures>();
        services.AddSingleton<ISharedRevocations>(provider => provider.GetRequiredService<RedisRevocations>());
        services.AddSingleton<IRedisFollower>(provider => provider.GetRequiredService<RedisRevocations>());
        services.AddSingleton<IRedisFollower, RedisPublicKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<RedisLink>());
    }
}
