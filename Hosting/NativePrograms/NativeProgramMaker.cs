using System.Text.Json;
using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Hosting.NativePrograms;

/// <summary>
/// Makes native programs while the application runs, one after the other and with the least priority. The pods that start afterwards run them: they start
/// sooner and need less memory. What fails is told in the cluster's log, and tried again when the sources have changed or an hour later.
/// </summary>
/// <param name="run">Runs a program in a folder, under the cluster's guard.</param>
/// <param name="obstacle">Why none can be made on this machine; null: they can.</param>
internal sealed partial class NativeProgramMaker(
    Func<string, IReadOnlyList<string>, string, CancellationToken, Task<CommandOutcome>> run, string? obstacle, ILogger logger, TimeProvider time)
{
    /// <summary>A build takes a minute on a machine that does nothing else.</summary>
    public static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(20);

    // Whoever starts often, changing the code, is left alone.
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Returns when each is there or has failed.</summary>
    public async Task MakeAsync(IEnumerable<NativeBuild> builds, NativeProgramsMode mode, CancellationToken ct)
    {
        var missing = builds.Where(build => !Directory.Exists(build.Target) && !FailureOf(build).IsRecent).ToList();
        if (mode == NativeProgramsMode.Off || missing.Count == 0)
        {
            return;
        }

        if (obstacle is not null)
        {
            LogSkipped(obstacle);
            return;
        }

        if (mode == NativeProgramsMode.Background)
        {
            await Task.Delay(Pause, time, ct);
        }

        foreach (var build in missing)
        {
            try
            {
                await MakeAsync(build, ct);
            }
            catch (Exception e) when (e is ClusterException or IOException or UnauthorizedAccessException or JsonException)
            {
                Fail(build, e.Message);
            }
        }
    }

    private async Task MakeAsync(NativeBuild build, CancellationToken ct)
    {
        var programs = Path.GetDirectoryName(build.Target)!;
        Directory.CreateDirectory(programs);
        using var turn = Turn.Take(programs);
        if (turn is null || Directory.Exists(build.Target))
        {
            // Another run of this copy is at it, or was.
            return;
        }

        var startedAt = time.GetTimestamp();
        var made = build.Target + ".new";
        Delete(made);
        string[] arguments =
        [
            "publish", build.Project, "-c", "Release", "-p:WorkshopAot=true", "-p:WorkshopNativeProgram=true", "-o", made,
            "--nologo", "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        var outcome = await run("dotnet", arguments, Path.GetDirectoryName(build.Project)!, ct);
        if (outcome is not { ExitCode: 0, IsTimedOut: false })
        {
            Fail(build, outcome.IsTimedOut ? "it took too long" : outcome.FirstError());
            Delete(made);
            return;
        }

        // It was made of what the sources say now; the program beside it of what they said when it was built.
        if (NativeBuilds.FolderName(build.BuiltFolder) != Path.GetFileName(build.Target) || ProjectSources.LastWriteUtc(build.Project) > BuiltAt(build))
        {
            LogOutdated(build.Name);
            Delete(made);
            return;
        }

        var took = time.GetElapsedTime(startedAt).TotalSeconds;
        DeleteOlder(build);
        Directory.Move(made, build.Target);
        LogMade(build.Name, took);
    }

    private static DateTime BuiltAt(NativeBuild build) => new DirectoryInfo(build.BuiltFolder).EnumerateFiles("*.dll").Max(file => file.LastWriteTimeUtc);

    // A program that runs keeps its file on Unix.
    private static void DeleteOlder(NativeBuild build)
    {
        var which = Path.GetFileName(build.Target).Split('-')[0];
        foreach (var older in Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(build.Target)!, $"{which}-*").Where(entry => !entry.StartsWith(build.Target, StringComparison.Ordinal)))
        {
            Delete(older);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private LateFailure FailureOf(NativeBuild build) => new(build.Target, time);

    private void Fail(NativeBuild build, string reason)
    {
        FailureOf(build).Remember(reason);
        LogFailed(build.Name, reason);
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "{Project} is native code now (made in {Seconds:0} s): pods that start from now on run it")]
    private partial void LogMade(string project, double seconds);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "No native program was made of {Project}: {Reason}. Its pods run as they are.")]
    private partial void LogFailed(string project, string reason);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "{Project} has changed while its native program was made: the next start makes another.")]
    private partial void LogOutdated(string project);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Information, Message = "No native programs are made: {Reason}. Pods run as they are.")]
    private partial void LogSkipped(string reason);
}
