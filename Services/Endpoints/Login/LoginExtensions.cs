using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.Endpoints.Redis;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Users;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints.Login;

internal static class LoginExtensions
{
    /// <summary>Who may log in, and how often they may try; shared by way of Redis where there is one.</summary>
    /// <exception cref="ServiceDefaults.ServiceException">A setting is wrong.</exception>
    public static void AddLogin(this WebApplicationBuilder builder)
    {
        var options = LoginOptions.From(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(new ClientAddress(options.TrustedProxies));
        services.AddSingleton<IUserDirectory, ConfiguredUsers>();
        if (builder.HasRedis())
        {
            builder.AddRedis();
        }

        services.AddSingleton<IUserDirectory>(new FixedUsers(ServiceSettings.Of(builder).Lab));
        services.AddSingleton(provider => new AllUsers([.. provider.GetServices<IUserDirectory>()]));
        services.AddSingleton(_ => new PasswordWorkers(options.Threads, options.Queue));
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<LoginAttempt>();
        services.AddSingleton<Revoker>();
        services.TryAddSingleton<ISharedFailures, NoSharedFailures>();
        services.TryAddSingleton<ISharedRevocations, NoSharedRevocations>();
    }
}
