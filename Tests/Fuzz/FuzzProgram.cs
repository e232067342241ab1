using System.CommandLine;
using Workshop.Fuzz.Tests.Engine;
using Workshop.Fuzz.Tests.Soak;

namespace Workshop.Fuzz.Tests;

/// <summary>What <c>./soak</c> starts.</summary>
internal static class FuzzProgram
{
    public static Task<int> Main(string[] args)
    {
        EdgeMap.OpenIfInstrumented(typeof(Cluster.EmbeddedCluster).Assembly);
        return new RootCommand("Hostile input for every door.") { FuzzCommand.Create(), InstrumentCommand.Create() }.Parse(args)
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
