using System.Diagnostics;
using System.Text.Json.Nodes;
using Workshop.Benchmarks.Comparing;

namespace Workshop.Benchmarks.ControlPlane;

/// <summary>The control plane alone, its nodes starting nothing: many pods beside few, and its lists and watches beside the same bytes from a bare Kestrel; with an earlier build: one whole cluster beside the other.</summary>
internal static class ClusterBenchmark
{
    private const int Many = 2_000;
    private const int Few = 200;
    private const int PodsPerDeployment = 100;
    private const int Nodes = 20;
    private const int ConfigMaps = 2_000;
    private const int Lists = 20;
    private const int Watchers = 100;
    private const int Changes = 100;

    private static readonly TimeSpan FillLimit = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Comparison>> RunAsync(Effort effort)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("bench cluster reads memory from Linux' /proc.");
        }

        return [.. await FillAsync(effort), .. await SendAsync(effort), .. effort.Against is { } other ? await WholeCluster.CompareAsync(other, effort) : []];
    }

    private static async Task<IEnumerable<Comparison>> FillAsync(Effort effort)
    {
        var empty = await MemoryOfBareAsync();
        var fills = await Rounds.RunAsync(effort.Rounds, () => FillAsync(Many, empty), () => FillAsync(Few, empty));
        Comparison Of(string what, string unit, Func<Fill, double> value, Goal? goal) => effort.Tell(new Comparison(what, unit, $"the same with {Few}", [.. fills[0].Select(value)], [.. fills[1].Select(value)], goal));

        return
        [
            Of($"{Many} pods, from the first POST until all are Ready", "s", fill => fill.Seconds, Goal.FigureAtMost(60)),
            Of("time for each of them", "ms", fill => fill.Seconds * 1_000 / fill.Pods, Goal.AtMost(1.25)),
            Of($"`kubectl get pods -A` of {Many}", "s", fill => fill.SecondsOfKubectl, Goal.FigureAtMost(1.5)),
            Of($"memory (PSS) with {Many}, beyond a bare Kestrel's process", "MB", fill => fill.Megabytes, Goal.FigureAtMost(400)),
        ];
    }

    private static async Task<Fill> FillAsync(int pods, double emptyMegabytes)
    {
        await using var cluster = await OwnProgram.StartAsync(IdleCluster.Ready, folder => [IdleCluster.Verb, folder, $"{Nodes}"]);
        var kubeconfig = Path.Combine(cluster.Folder, "kubeconfig");
        using var api = ApiDoor.Of(kubeconfig);
        var watch = Stopwatch.GetTimestamp();
        for (var i = 0; i < pods / PodsPerDeployment; i++)
        {
            await api.Post("/apis/apps/v1/namespaces/default/deployments", Deployment($"idle-{i}"));
        }

        await Eventually.Is(async () => await ReadyPods(api) == pods, $"{pods} pods are Ready", FillLimit, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(watch).TotalSeconds;
        // The first call asks for what the server has; later ones know it.
        var files = CleanEnvironment.With(("KUBECONFIG", kubeconfig), ("HOME", cluster.Folder));
        await SecondsOfKubectl(files, pods);
        return new Fill(pods, seconds, await SecondsOfKubectl(files, pods), cluster.Megabytes() - emptyMegabytes);
    }

    private static async Task<double> SecondsOfKubectl(IReadOnlyDictionary<string, string> environment, int pods)
    {
        var watch = Stopwatch.GetTimestamp();
        var table = (await TestProcess.Run("kubectl", ["get", "pods", "-A", "--no-headers"], FillLimit, environment)).Succeeded();
        var seconds = Stopwatch.GetElapsedTime(watch).TotalSeconds;
        return table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length is var rows && rows == pods ? seconds : throw new InvalidOperationException($"kubectl get pods -A has {rows} rows, not {pods}.");
    }

    private static async Task<int> ReadyPods(ApiDoor api) =>
        JsonNode.Parse(await api.Get("/apis/apps/v1/namespaces/default/deployments"))!["items"]!.AsArray().Sum(item => item!["status"]?["readyReplicas"]?.GetValue<int>() ?? 0);

    private static async Task<double> MemoryOfBareAsync()
    {
        await using var bare = await StartBareAsync("{}", "{}", "{}\n");
        return bare.Program.Megabytes();
    }

    private static async Task<IEnumerable<Comparison>> SendAsync(Effort effort)
    {
        await using var cluster = await OwnProgram.StartAsync(IdleCluster.Ready, folder => [IdleCluster.Verb, folder, "1"]);
        using var api = ApiDoor.Of(Path.Combine(cluster.Folder, "kubeconfig"));
        var list = await ConfigMapsOf.FillAsync(api, ConfigMaps);
        var one = await api.Put(ConfigMapsOf.PathOf(0), ConfigMapsOf.Body(0, "changed"));
        await using var bare = await StartBareAsync(list, one, $$"""{"type":"MODIFIED","object":{{one}}}""" + "\n");
        using var door = ApiDoor.OfBare(bare.Address);

        var lists = await Rounds.RunAsync(effort.Rounds, () => api.MillisecondsOfGet(ConfigMapsOf.Path, Lists), () => door.MillisecondsOfGet(SameBytes.ListPath, Lists));
        var events = await Rounds.RunAsync(effort.Rounds, () => ConfigMapsOf.FanOutAsync(api, Watchers, Changes), () => door.MillisecondsOfFanOut(SameBytes.WatchPath, SameBytes.ObjectPath, i => ConfigMapsOf.Body(0, $"{i}"), Watchers, Changes));
        const string Peer = "Kestrel, same bytes";
        return
        [
            effort.Tell(new Comparison($"list of {ConfigMaps} ConfigMaps, {list.Length / 1_000} kB", "ms", Peer, lists[0], lists[1], Goal.AtMost(3))),
            effort.Tell(new Comparison($"{Changes} changes of one to {Watchers} watchers", "ms", Peer, events[0], events[1], Goal.AtMost(3))),
        ];
    }

    private static async Task<Bare> StartBareAsync(string list, string one, string change)
    {
        var port = FreePort.Next();
        var program = await OwnProgram.StartAsync(SameBytes.Ready, folder =>
        {
            File.WriteAllText(Path.Combine(folder, SameBytes.ListFile), list);
            File.WriteAllText(Path.Combine(folder, SameBytes.ObjectFile), one);
            File.WriteAllText(Path.Combine(folder, SameBytes.EventFile), change);
            return [SameBytes.Verb, $"{port}", folder];
        });
        return new Bare(program, new Uri($"https://127.0.0.1:{port}/"));
    }

    private static string Deployment(string name) => $$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}"},"spec":{"replicas":{{{PodsPerDeployment}}},"selector":{"matchLabels":{"app":"{{{name}}}"}},
         "template":{"metadata":{"labels":{"app":"{{{name}}}"}},"spec":{"containers":[{"name":"main","image":"{{{IdleCluster.Image}}}"}]} } } }
        """;

    private sealed record Fill(int Pods, double Seconds, double SecondsOfKubectl, double Megabytes);

    private sealed record Bare(OwnProgram Program, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Program.DisposeAsync();
    }
}
