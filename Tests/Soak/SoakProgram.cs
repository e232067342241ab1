using System.CommandLine;
using Workshop.Soak.Tests.Churn;
using Workshop.Soak.Tests.Crash;
using Workshop.Soak.Tests.Faults;
using Workshop.Soak.Tests.Overload;
using Workshop.Soak.Tests.Rows;

namespace Workshop.Soak.Tests;

/// <summary>What <c>./soak</c> starts, and the cluster alone that tests kill.</summary>
internal static class SoakProgram
{
    public static Task<int> Main(string[] args) =>
        new RootCommand("What takes longer than a test may.") { HostCommand.Create(), KillsCommand.Create(), ChurnCommand.Create(), FaultsCommand.Create(), OverloadCommand.Create(), RowsCommand.Create() }.Parse(args)
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
}
