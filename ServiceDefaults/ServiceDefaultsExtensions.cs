using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workshop.ServiceDefaults.Answers;
using Workshop.ServiceDefaults.Health;
using Workshop.ServiceDefaults.Life;
using Workshop.ServiceDefaults.Listening;
using Workshop.ServiceDefaults.Logging;
using Workshop.ServiceDefaults.Names;
using Workshop.ServiceDefaults.Settings;
using Workshop.ServiceDefaults.Telemetry;

namespace Workshop.ServiceDefaults;

/// <summary>What every service of the workshop has, in two calls: one for the builder, one for the application.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Settings, logs, listeners, health, drain, names and telemetry.</summary>
    /// <param name="builder">Meant to be an empty builder: nothing that costs time at start is there unless it is added here.</param>
    /// <param name="args">The command line.</param>
    /// <param name="flags">Flags of this service beside <c>--http</c> and <c>--health</c>.</param>
    /// <exception cref="ServiceException">A flag or setting is wrong; all findings at once.</exception>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string[] args, params IReadOnlyList<ServiceFlag> flags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(flags);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddSettings(args, flags);
        builder.AddConsoleLogs();
        builder.AddListeners(offersHttps: flags.Contains(ServiceFlag.Https));
        builder.AddHealth();
        builder.AddLife();
        builder.AddNames();
        builder.AddTelemetry();
        return builder;
    }

    /// <summary>The frame around a service's own endpoints: errors and unknown paths as problem+json, access log, drain.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = Problem.WriteFailureAsync,

            // A request that cannot be read is no failure of ours: no error and no stack in the log.
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
        });
        app.UseAccessLog();
        app.UseDrain();
        app.UseAnyScheme();

        // Here, not before all others: what finding an endpoint throws is a problem, too.
        app.UseRouting();
        app.MapFallback("{**path}", Problem.WriteNotFoundAsync);
        return app;
    }
}
