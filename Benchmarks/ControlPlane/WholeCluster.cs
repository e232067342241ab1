using System.Diagnostics;
using System.Text.Json.Nodes;
using Workshop.Benchmarks.Comparing;

namespace Workshop.Benchmarks.ControlPlane;

/// <summary>The cluster as users have it (<c>--empty</c>), beside that of an earlier build; asked by the API alone, which both have.</summary>
internal static class WholeCluster
{
    private const int Pods = 10;
    private const int ConfigMaps = 500;
    private const int Writers = 16;
    private const int WritesOfEach = 40;
    private const int Lists = 20;
    private const int Watchers = 100;
    private const int Changes = 50;
    private const string PodsPath = "/api/v1/namespaces/default/pods";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<IEnumerable<Comparison>> CompareAsync(string other, Effort effort)
    {
        var rounds = await Rounds.RunAsync(effort.Rounds, () => MeasureAsync(Repository.Root), () => MeasureAsync(other));
        Comparison Of(string what, string unit, Func<Figures, double> value) =>
            effort.Tell(new Comparison(what, unit, $"an earlier build ({Path.GetFileName(other)})", [.. rounds[0].Select(value)], [.. rounds[1].Select(value)], Goal.AtMost(1)));

        return
        [
            Of("`Main` → all nodes Ready", "s", figures => figures.Start),
            Of("create → Ready of a pod of hello, the middle one", "s", figures => figures.Ready),
            Of($"a write with {Writers} writers, the slowest of a hundred", "ms", figures => figures.Write),
            Of($"list of {ConfigMaps} ConfigMaps", "ms", figures => figures.List),
            Of($"{Changes} changes of one to {Watchers} watchers", "ms", figures => figures.FanOut),
        ];
    }

    private static async Task<Figures> MeasureAsync(string root)
    {
        await using var run = new MeasuredRun(root, ["--empty"]);
        var start = await run.Until(() => NodesAreReady(run.Kubeconfig), "all nodes are Ready", Limit);
        using var api = ApiDoor.Of(run.Kubeconfig);
        var ready = new List<double>();
        for (var i = 0; i < Pods; i++)
        {
            ready.Add(await SecondsToReady(api, $"hello-{i}"));
        }

        await ConfigMapsOf.FillAsync(api, ConfigMaps);
        return new Figures(start, Spread.Of(ready).Median, await MillisecondsOfWrites(api), await api.MillisecondsOfGet(ConfigMapsOf.Path, Lists), await ConfigMapsOf.FanOutAsync(api, Watchers, Changes));
    }

    private static async Task<bool> NodesAreReady(string kubeconfig)
    {
        if (!File.Exists(kubeconfig))
        {
            return false;
        }

        try
        {
            using var api = ApiDoor.Of(kubeconfig);
            var nodes = JsonNode.Parse(await api.Get("/api/v1/nodes"))!["items"]!.AsArray();
            return nodes.Count > 0 && nodes.All(IsReady);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<double> SecondsToReady(ApiDoor api, string name)
    {
        var watch = Stopwatch.GetTimestamp();
        await api.Post(PodsPath, $$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}"},"spec":{"containers":[{"name":"hello","image":"workshop/hello:1.0.0","args":["--http","0.0.0.0:8080","--health","0.0.0.0:8081"],
             "readinessProbe":{"httpGet":{"path":"/readiness","port":8081},"periodSeconds":1} } ]} }
            """);
        await Eventually.Is(async () => IsReady(JsonNode.Parse(await api.Get($"{PodsPath}/{name}"))), $"pod '{name}' is Ready", Limit, CancellationToken.None);
        return Stopwatch.GetElapsedTime(watch).TotalSeconds;
    }

    private static async Task<double> MillisecondsOfWrites(ApiDoor api)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var own = new List<double>();
            for (var i = 0; i < WritesOfEach; i++)
            {
                var watch = Stopwatch.GetTimestamp();
                await api.Put(ConfigMapsOf.PathOf(writer), ConfigMapsOf.Body(writer, $"{i}"));
                own.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            }

            return own;
        }));
        var sorted = times.SelectMany(own => own).Order().ToList();
        return sorted[sorted.Count * 99 / 100];
    }

    private static bool IsReady(JsonNode? item) => item?["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition?["type"] == "Ready" && (string?)condition["status"] == "True") == true;

    private sealed record Figures(double Start, double Ready, double Write, double List, double FanOut);
}
