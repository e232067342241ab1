using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.CommandLine;
using Workshop.Hosting.Running;
using Workshop.Hosting.Terminal;

namespace Aspire.Hosting;

/// <summary>What an AppHost needs to start anywhere, without a launch profile, a development certificate or a network.</summary>
public static class LoopbackApplication
{
    internal const string RefusalKey = $"{RunSettings.Section}:Refusal";
    internal const string TerminalKey = $"{RunSettings.Section}:{RunSettings.TerminalKey}";

    // Otherwise .NET's host watches the folder that somebody happens to start it from, with all that is below: a whole home, perhaps.
    private const string ReadOnce = "--hostBuilder:reloadConfigOnChange=false";
    private const int UsualDashboardPort = 18888;
    private static readonly string[] DashboardAddresses = ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];
    private static readonly string[] Silencers = ["ASPIRE_VERSION_CHECK_DISABLED", "ASPIRE_DASHBOARD_TELEMETRY_OPTOUT", "DOTNET_CLI_TELEMETRY_OPTOUT"];

    /// <summary>
    /// Options with which Aspire serves plain HTTP on loopback: the dashboard on 18888 or the next free port, its OTLP receivers beside it, its resource service on any.
    /// The environment is Development in a run, unless something says another. Whatever a launch profile, a variable or an argument says goes before all of it.
    /// </summary>
    /// <param name="args">The command line: <c>--nodes N</c>, <c>--ports auto</c>, <c>--empty</c>, <c>--no-dashboard</c>, <c>--state FOLDER</c>, Aspire's own, and <c>--SECTION:KEY=VALUE</c>.
    /// A mistake in it is told when the application is run.</param>
    /// <remarks>A mistake that the AppHost's program makes before there is anything to run (two resources of one name, two clusters) is one line on stderr, and exit code 1.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static DistributedApplicationOptions Options(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        // A test that starts the AppHost's code in its own process hears of mistakes itself.
        if (Assembly.GetCallingAssembly() == Assembly.GetEntryAssembly())
        {
            ProgramMistakes.TellInOneLine();
        }

        var (arguments, error) = RunCommandLine.Parse(args);
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. arguments]).Build();
        var isRun = configuration["operation"] is null or "run" && configuration["publisher"] is null;
        // An empty cluster has nobody who looks, unless somebody says so.
        var hasDashboard = isRun && configuration.GetValue($"{RunSettings.Section}:Dashboard", defaultValue: !configuration.GetValue<bool>($"{RunSettings.Section}:Empty"));
        IEnumerable<string> settings = isRun ? [.. Environment(configuration), .. Addresses(configuration)] : [];
        Silence();
        return new DistributedApplicationOptions
        {
            // What was said comes last: it wins.
            Args = [$"--{TerminalKey}=true", ReadOnce, .. error is null ? (string[])[] : [$"--{RefusalKey}={error}"], .. settings, .. arguments],
            AllowUnsecuredTransport = true,
            DisableDashboard = !hasDashboard,
        };
    }

    private static IEnumerable<string> Environment(IConfiguration configuration) =>
        configuration["DOTNET_ENVIRONMENT"] is null && configuration["ASPNETCORE_ENVIRONMENT"] is null && configuration["environment"] is null ? ["--environment=Development"] : [];

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        var isAuto = configuration[$"{RunSettings.Section}:Ports"] == "auto";
        var next = UsualDashboardPort;
        foreach (var setting in DashboardAddresses.Where(setting => configuration[setting] is null))
        {
            var port = isAuto ? LoopbackPorts.AnyFree() : next = LoopbackPorts.NextFree(next);
            next++;
            yield return string.Create(CultureInfo.InvariantCulture, $"--{setting}=http://127.0.0.1:{port}");
        }

        // Its end is the end of all that it started.
        yield return "--DcpPublisher:WaitForResourceCleanup=true";

        if (configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] is null)
        {
            yield return "--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://127.0.0.1:0";
        }
    }

    // A run sends nothing beyond this machine. The dashboard is a process of its own, which inherits these.
    private static void Silence()
    {
        foreach (var variable in Silencers)
        {
            if (System.Environment.GetEnvironmentVariable(variable) is null)
            {
                System.Environment.SetEnvironmentVariable(variable, "true");
            }
        }
    }
}
