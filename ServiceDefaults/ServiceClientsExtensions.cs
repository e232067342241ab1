using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Workshop.ServiceDefaults.Names;

namespace Workshop.ServiceDefaults;

/// <summary>HTTP clients that call other services by name.</summary>
public static class ServiceClientsExtensions
{
    /// <summary>Every HttpClient of this service takes names of Services, balances over their ready pods, and retries on another one.</summary>
    /// <remarks>A call of its own, because only a service that calls another one should pay for it at start.</remarks>
    public static WebApplicationBuilder AddServiceClients(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // Resilience outside, names inside: each attempt may go to another pod.
            http.AddStandardResilienceHandler(resilience =>
            {
                // Twice must do what once does, and a Service without pods is an answer, not a fault of the moment.
                resilience.Retry.DisableForUnsafeHttpMethods();
                var isRetried = resilience.Retry.ShouldHandle;
                resilience.Retry.ShouldHandle = attempt => IsAnswer(attempt.Outcome.Exception) ? ValueTask.FromResult(false) : isRetried(attempt);
                var isFault = resilience.CircuitBreaker.ShouldHandle;
                resilience.CircuitBreaker.ShouldHandle = attempt => IsAnswer(attempt.Outcome.Exception) ? ValueTask.FromResult(false) : isFault(attempt);
            });
            http.AddServiceDiscovery();
        });
        return builder;
    }

    private static bool IsAnswer(Exception? failure) => failure is NoReadyEndpointsException;
}
