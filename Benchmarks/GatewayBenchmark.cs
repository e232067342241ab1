using Workshop.Benchmarks.Comparing;
using Workshop.Benchmarks.Load;
using Workshop.Benchmarks.Peers;

namespace Workshop.Benchmarks;

/// <summary>The gateway's forwarding beside a bare YARP's and nginx's: the same load on the same backend, another nginx that answers from memory.</summary>
internal static class GatewayBenchmark
{
    private static readonly (string Name, string Path, int Length)[] Bodies = [("20 B", "small", 20), ("10 KB", "middle", 10_000), ("1 MB", "large", 1_000_000)];

    public static async Task<IReadOnlyList<Comparison>> RunAsync(Effort effort)
    {
        await using var backendServer = new Nginx();
        var backend = await backendServer.StartAsync(
            "sendfile on; open_file_cache max=10; server { listen {address}; location = / { return 200 '{\"message\":\"Hello\"}\\n'; } location / { root {folder}; } }",
            [.. Bodies.Select(body => (body.Path, body.Length))]);
        await using var keptAlive = new Nginx();
        var nginx = await keptAlive.StartAsync($$"""
            upstream backend { server {{backend.Authority}}; keepalive 64; }
            server { listen {address}; location / { proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection '';
              proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $host; } }
            """);
        await using var asInTheDeck = new Nginx();
        var deck = await asInTheDeck.StartAsync($$"""upstream hello { server {{backend.Authority}}; } server { listen {address}; location / { proxy_pass http://hello; } }""");
        await using var gateway = await OurGateway.StartAsync(backend);
        await using var bare = await BareYarp.StartAsync(backend);

        var comparisons = new List<Comparison>();
        foreach (var body in Bodies)
        {
            foreach (var connections in effort.Connections)
            {
                var what = $"HTTP/1.1, {body.Name}, {connections} connections";
                comparisons.Add(await RateAsync(what, "bare YARP", gateway.Http, bare.Http, body.Path, connections, effort, Goal.AtLeast(0.95)));
            }
        }

        foreach (var body in Bodies)
        {
            comparisons.Add(await RateAsync($"HTTPS, HTTP/1.1, {body.Name}, 32 connections", "bare YARP", gateway.Https, bare.Https, body.Path, 32, effort, Goal.AtLeast(0.95)));
            comparisons.Add(await Http2Async($"HTTPS, HTTP/2, {body.Name}, 8 connections of 8 streams", gateway.Https, bare.Https, body.Path, effort));
        }

        comparisons.AddRange(await WithLatenessAsync("nginx with upstream keep-alive", gateway.Http, nginx, effort, Goal.AtLeast(0.70), Goal.AtMost(1)));
        comparisons.AddRange(await WithLatenessAsync("nginx as the deck configures it", gateway.Http, deck, effort, Goal.AtLeast(2.2), null));
        comparisons.Add(await RateAsync("a bare YARP for comparison: HTTP/1.1, 20 B, 32 connections", "nginx with upstream keep-alive", bare.Http, nginx, "small", 32, effort, null));
        return comparisons;
    }

    private static async Task<Comparison> RateAsync(string what, string peer, Uri ours, Uri theirs, string path, int connections, Effort effort, Goal? goal)
    {
        var values = await Rounds.RunAsync(
            effort.Rounds,
            async () => (await Wrk.RunAsync(new Uri(ours, path), connections, effort.Duration)).Rate,
            async () => (await Wrk.RunAsync(new Uri(theirs, path), connections, effort.Duration)).Rate);
        return effort.Tell(new Comparison(what, "requests/s", peer, values[0], values[1], goal));
    }

    private static async Task<Comparison> Http2Async(string what, Uri ours, Uri theirs, string path, Effort effort)
    {
        var values = await Rounds.RunAsync(
            effort.Rounds,
            () => H2Load.RunAsync(new Uri(ours, path), 8, 8, effort.Duration),
            () => H2Load.RunAsync(new Uri(theirs, path), 8, 8, effort.Duration));
        return effort.Tell(new Comparison(what, "requests/s", "bare YARP", values[0], values[1], Goal.AtLeast(0.95)));
    }

    private static async Task<IEnumerable<Comparison>> WithLatenessAsync(string peer, Uri ours, Uri theirs, Effort effort, Goal rate, Goal? late)
    {
        var results = await Rounds.RunAsync(
            effort.Rounds,
            () => Wrk.RunAsync(new Uri(ours, "small"), 32, effort.Duration),
            () => Wrk.RunAsync(new Uri(theirs, "small"), 32, effort.Duration));
        const string what = "HTTP/1.1, 20 B, 32 connections";
        return
        [
            Of(what, "requests/s", result => result.Rate, rate),
            Of($"{what}, 99th percentile", "ms", result => result.Late, late),
        ];

        Comparison Of(string name, string unit, Func<LoadResult, double> value, Goal? goal) =>
            effort.Tell(new Comparison(name, unit, peer, [.. results[0].Select(value)], [.. results[1].Select(value)], goal));
    }
}
