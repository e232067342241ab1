using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Workshop.Cluster.Images;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>
/// Runs programs of this machine that belong to no pod under the same guard: they end with this cluster, also when it is killed. They have the least priority,
/// so that pods come first.
/// </summary>
internal sealed class BackgroundPrograms(CommandRunner commands, ProcessLedger ledger)
{
    // Settings and secrets of the application, and what would change a program of .NET.
    private static readonly string[] NotPassedOn = ["WORKSHOP", "PARAMETERS__", "CONNECTIONSTRINGS__", "ASPIRE", "ASPNETCORE", "OTEL_", "DOTNET_STARTUP_HOOKS", "DOTNET_ENVIRONMENT"];

    /// <param name="name">Another one for each that runs at the same time.</param>
    /// <param name="program">Found on PATH.</param>
    /// <exception cref="ProcessStartException">There is none of that name, or the system refused.</exception>
    public async Task<CommandOutcome> RunAsync(string name, string program, IReadOnlyList<string> arguments, string folder, TimeSpan limit, CancellationToken ct)
    {
        var path = ProgramPath.Find(program, ProgramPath.OfHost) ?? throw new ProcessStartException($"there is no '{program}' on PATH");
        var spec = new ProcessSpec(path, [program, .. arguments], EnvironmentOf(ledger.MarkerOf(name)), folder);
        try
        {
            return await commands.RunAsync(spec, limit, ct, Watch);
        }
        finally
        {
            ledger.Forget(name);
        }

        void Watch(int id)
        {
            ledger.Record(name, id, $"{program} {string.Join(' ', arguments.Take(2))}");
            Yield(id);
        }
    }

    // What it starts in turn inherits it.
    private static void Yield(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended already, or this system has one priority for all: then it runs as it is.
        }
    }

    private static Dictionary<string, string> EnvironmentOf(string marker)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""))
            .Where(variable => !NotPassedOn.Any(name => variable.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
        return new Dictionary<string, string>(variables, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            [ProcessLedger.MarkerVariable] = marker,
        };
    }
}
