using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Hosting.Terminal;

namespace Aspire.Hosting;

/// <summary>Runs an application as a program of the command line.</summary>
public static class TerminalRunExtensions
{
    /// <summary>
    /// As <see cref="DistributedApplication.Run"/>, for people: a short table in place of log lines (those are in the state folder's <c>apphost.log</c>), a mistake in one
    /// line, and an end within ten seconds at whatever moment it is asked for. Exit codes: 0 for a run that was stopped, 1 for a failure, 2 for a mistake in the
    /// arguments, 130 (Ctrl+C) or 143 (SIGTERM) for a start that was cut short.
    /// </summary>
    public static void RunInTerminal(this DistributedApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (IsOwnProgram(application))
        {
            Environment.ExitCode = application.Services.GetRequiredService<DistributedApplicationExecutionContext>().IsRunMode ? RunHere(application) : PublishHere(application);

            // Nothing of Aspire's that is still on its way out may hold the program.
            Environment.Exit(Environment.ExitCode);
        }

        application.Run();
    }

    private static int RunHere(DistributedApplication application)
    {
        using var run = new TerminalRun(application);
        return run.RunAsync().GetAwaiter().GetResult();
    }

    private static int PublishHere(DistributedApplication application)
    {
        using var run = new PublishRun(application);
        return run.RunAsync().GetAwaiter().GetResult();
    }

    // A test starts the AppHost's code inside its own process: signals and exit codes are the test's then.
    private static bool IsOwnProgram(DistributedApplication application) =>
        application.Services.GetService<AppHostProgram>() is { } program && program.Assembly == Assembly.GetEntryAssembly();
}
