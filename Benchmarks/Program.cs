using System.Globalization;
using Workshop.Benchmarks;
using Workshop.Benchmarks.Comparing;
using Workshop.Benchmarks.ControlPlane;
using Workshop.Benchmarks.Peers;

// ./bench NAME [--rounds N] [--seconds S] [--against FOLDER]: see README.md beside this file.
if (args is [BareForwarder.Verb, var http, var https, var backend])
{
    await BareForwarder.RunAsync(int.Parse(http, CultureInfo.InvariantCulture), int.Parse(https, CultureInfo.InvariantCulture), new Uri(backend));
    return 0;
}

if (args is [IdleCluster.Verb, var state, var nodes])
{
    await IdleCluster.RunAsync(state, int.Parse(nodes, CultureInfo.InvariantCulture));
    return 0;
}

if (args is [SameBytes.Verb, var port, var files])
{
    await SameBytes.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), files);
    return 0;
}

var benchmarks = new Dictionary<string, (string[] Release, Func<Effort, Task<IReadOnlyList<Comparison>>> Run)>(StringComparer.Ordinal)
{
    ["gateway"] = (["Gateway"], GatewayBenchmark.RunAsync),
    ["telemetry"] = (["Gateway"], TelemetryBenchmark.RunAsync),
    ["services"] = (["Services/Hello", "Services/Auth"], ServicesBenchmark.RunAsync),
    ["cluster"] = ([], ClusterBenchmark.RunAsync),
    ["start"] = ([], StartBenchmark.RunAsync),
};
if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var benchmark))
{
    await Console.Error.WriteLineAsync($"bench: name one of {string.Join(", ", benchmarks.Keys)}, images; Benchmarks/README.md says what each measures.");
    return 2;
}

var machine = Machine.Describe();
var effort = new Effort(Number("--rounds", 3), TimeSpan.FromSeconds(Number("--seconds", 4)), [32, 256], Word("--against") is { } folder ? Path.GetFullPath(folder) : null, Console.Error);
foreach (var project in benchmark.Release)
{
    (await TestProcess.Run("dotnet", ["build", Repository.PathOf(project), "-c", "Release", "--nologo", "-v", "quiet"], TimeSpan.FromMinutes(15))).Succeeded();
}

var day = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
var report = new Report(name, machine, day, await benchmark.Run(effort));
report.Write(Repository.PathOf("Docs/performance.md"), Repository.PathOf("Benchmarks/results"));
Console.Write(report.ToMarkdown());
return 0;

string? Word(string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

int Number(string option, int otherwise) => Word(option) is not { } word ? otherwise
    : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
    : throw new ArgumentException($"bench: {option}: '{word}' is no number above 0.");
