using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workshop.ServiceDefaults.Life;
using Workshop.ServiceDefaults.Listening;
using Workshop.ServiceDefaults.Telemetry;

namespace Workshop.ServiceDefaults;

/// <summary>Runs a service from its first line to its exit code: a user's mistake is one line on stderr and code 2, never a stack.</summary>
public static class ServiceProgram
{
    /// <param name="build">Makes the application; what it throws as <see cref="ServiceException"/> counts as a user's mistake.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        try
        {
            await using var app = Build(build);
            return await RunAsync(app);
        }
        catch (ServiceException mistake)
        {
            await (mistake.ExitCode == 0 ? Console.Out : Console.Error).WriteLineAsync(mistake.Message);
            return mistake.ExitCode;
        }
    }

    // The exporter of logs is made with the first logger.
    private static WebApplication Build(Func<WebApplication> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (TelemetryMistake.Explain(e) is { } explanation)
        {
            throw new ServiceException(explanation, e);
        }
    }

    private static async Task<int> RunAsync(WebApplication app)
    {
        var life = app.Services.GetRequiredService<ServiceLife>();
        var listeners = app.Services.GetRequiredService<ListenPlan>();
        try
        {
            await app.StartAsync();
            await app.WaitForShutdownAsync();
        }
        catch (Exception e) when (!life.IsDraining && TelemetryMistake.Explain(e) is { } explanation)
        {
            throw new ServiceException(explanation, e);
        }
        catch (Exception e) when (BindFailure.Explain(e, listeners) is { } explanation)
        {
            throw new ServiceException(explanation, e);
        }
        catch (Exception e) when (life.IsDraining && IsBrokenOff(e))
        {
            await Console.Error.WriteLineAsync("Some requests were not finished within Workshop:DrainTimeout and were broken off.");
        }

        // After the last request, before the exit code.
        await (app.Services.GetService<TelemetryEnd>()?.FlushAsync() ?? Task.CompletedTask);
        return life.ExitCode;
    }

    // More than one part may have been waiting.
    private static bool IsBrokenOff(Exception e) => e is OperationCanceledException || (e is AggregateException many && many.Flatten().InnerExceptions.All(IsBrokenOff));
}
