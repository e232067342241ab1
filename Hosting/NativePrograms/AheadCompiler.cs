using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Hosting.NativePrograms;

/// <summary>
/// Compiles the assemblies that the AppHost refers to while it runs, after the native programs and as they are made. The AppHost's next build takes them
/// (Hosting/build/CompiledAhead.targets), and the start after that compiles a third less.
/// </summary>
/// <param name="run">Runs a program in a folder, under the cluster's guard.</param>
internal sealed partial class AheadCompiler(
    Func<string, IReadOnlyList<string>, string, CancellationToken, Task<CommandOutcome>> run, ILogger logger, TimeProvider time)
{
    /// <summary>Returns when they are there, or have failed.</summary>
    public async Task CompileAsync(AheadList list, NativeProgramsMode mode, CancellationToken ct)
    {
        var failure = new LateFailure(list.Path, time);
        try
        {
            if (mode == NativeProgramsMode.Off || !list.IsMissingAny() || failure.IsRecent)
            {
                return;
            }

            if (mode == NativeProgramsMode.Background)
            {
                await Task.Delay(NativeProgramMaker.Pause, time, ct);
            }

            using var turn = Turn.Take(list.Folder);
            if (turn is null)
            {
                // Another run of this copy is at it.
                return;
            }

            var startedAt = time.GetTimestamp();
            var outcome = await run(
                "dotnet",
                ["build", list.Project, $"-p:CompileAheadList={list.Path}", "--nologo", "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false"],
                list.Folder,
                ct);
            if (outcome is { ExitCode: 0, IsTimedOut: false })
            {
                var took = time.GetElapsedTime(startedAt).TotalSeconds;
                LogCompiled(took);
                return;
            }

            var reason = outcome.IsTimedOut ? "it took too long" : outcome.FirstError();
            failure.Remember(reason);
            LogFailed(reason);
        }
        catch (Exception e) when (e is ClusterException or IOException or UnauthorizedAccessException)
        {
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(EventId = 1105, Level = LogLevel.Information, Message = "What the AppHost refers to is compiled ahead (in {Seconds:0} s): it starts sooner when it has been built again")]
    private partial void LogCompiled(double seconds);

    [LoggerMessage(EventId = 1106, Level = LogLevel.Warning, Message = "What the AppHost refers to was not compiled ahead: {Reason}. It starts as before.")]
    private partial void LogFailed(string reason);
}
