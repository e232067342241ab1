using System.Diagnostics;
using Workshop.Benchmarks.Comparing;

namespace Workshop.Benchmarks;

/// <summary>From <c>Main</c> to the gateway's first answer, memory and idle processor time of the whole run: with native programs, beside the ordinary ones, and beside an earlier build.</summary>
internal static class StartBenchmark
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan MakeLimit = TimeSpan.FromMinutes(30);
    private static readonly string[] Services = ["Services/Hello", "Services/Auth", "Gateway"];
    private static readonly string[] Native = ["--Workshop:NativePrograms=now"];
    private static readonly string[] Ordinary = ["--Workshop:NativePrograms=off"];

    public static async Task<IReadOnlyList<Comparison>> RunAsync(Effort effort)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("bench start reads memory and processor time from Linux' /proc.");
        }

        await MakeNativeProgramsAsync(effort);
        var comparisons = new List<Comparison>();
        comparisons.AddRange(await CompareAsync("native programs", "the same without", () => MeasureAsync(Repository.Root, Native, effort), () => MeasureAsync(Repository.Root, Ordinary, effort), effort));
        if (effort.Against is { } other)
        {
            comparisons.AddRange(await CompareAsync("this build", $"an earlier one ({Path.GetFileName(other)})", () => MeasureAsync(Repository.Root, Native, effort), () => MeasureAsync(other, [], effort), effort));
        }

        return comparisons;
    }

    private static async Task<IEnumerable<Comparison>> CompareAsync(string what, string peer, Func<Task<Start>> ours, Func<Task<Start>> theirs, Effort effort)
    {
        var starts = await Rounds.RunAsync(effort.Rounds, ours, theirs);
        Comparison Of(string name, string unit, Func<Start, double> value) => effort.Tell(new Comparison($"{what}: {name}", unit, peer, [.. starts[0].Select(value)], [.. starts[1].Select(value)]));

        return
        [
            Of("`Main` → the gateway answers", "s", start => start.Seconds),
            Of("processor time until then, all processes", "s", start => start.Processor),
            Of("memory (PSS) of all processes, settled", "MB", start => start.Memory),
            Of("memory (PSS) of pods and AppHost", "MB", start => start.OwnMemory),
            Of("processor time of the idle system", "% of a core", start => start.Idle),
        ];
    }

    private static async Task MakeNativeProgramsAsync(Effort effort)
    {
        await effort.Progress.WriteLineAsync("Making native programs …");
        string[] programs = [.. Services.Select(service => Repository.PathOf(service, "obj/aot/programs"))];
        foreach (var folder in programs.Where(Directory.Exists))
        {
            // Of an earlier build, perhaps.
            Directory.Delete(folder, recursive: true);
        }

        await using (var run = new MeasuredRun(Repository.Root, Native))
        {
            await run.UntilTheGatewayAnswers(StartLimit);
            await Eventually.Is(
                () => programs.All(folder => Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Any(made => !made.EndsWith(".new", StringComparison.Ordinal)))
                    && File.ReadLines(Repository.PathOf("AppHost/obj/ahead/assemblies.txt")).All(line => File.Exists(line.Split('|')[1])),
                "native programs are made, and what the AppHost refers to is compiled",
                MakeLimit,
                CancellationToken.None);
        }

        // It takes what was compiled.
        (await TestProcess.Run("dotnet", ["build", Repository.PathOf("AppHost"), "--nologo", "-v", "quiet"], MakeLimit)).Succeeded();
    }

    private static async Task<Start> MeasureAsync(string root, string[] arguments, Effort effort)
    {
        await using var run = new MeasuredRun(root, arguments);
        var seconds = await run.UntilTheGatewayAnswers(StartLimit);
        var processor = run.ProcessorSeconds();
        // Settled: what a start leaves to be done is done.
        await Task.Delay(effort.Duration * 5, TimeProvider.System, CancellationToken.None);
        var before = run.ProcessorSeconds();
        var watched = Stopwatch.GetTimestamp();
        await Task.Delay(effort.Duration * 5, TimeProvider.System, CancellationToken.None);
        var idle = (run.ProcessorSeconds() - before) / Stopwatch.GetElapsedTime(watched).TotalSeconds * 100;
        return new Start(seconds, processor, run.MegabytesOf(_ => true), run.MegabytesOf(command => command.Contains("Workshop.", StringComparison.Ordinal)), idle);
    }

    private sealed record Start(double Seconds, double Processor, double Memory, double OwnMemory, double Idle);
}
