using Workshop.Benchmarks.Comparing;
using Workshop.Benchmarks.Load;
using Workshop.Benchmarks.Peers;

namespace Workshop.Benchmarks;

/// <summary>What traces, metrics and logs cost the gateway: the same gateway twice, one of which sends them to a receiver that keeps nothing.</summary>
internal static class TelemetryBenchmark
{
    private const int Connections = 32;

    public static async Task<IReadOnlyList<Comparison>> RunAsync(Effort effort)
    {
        await using var backendServer = new Nginx();
        var backend = await backendServer.StartAsync("server { listen {address}; location / { return 200 '{\"message\":\"Hello\"}\\n'; } }");
        await using var sink = await TelemetrySink.StartAsync();
        await using var sending = await OurGateway.StartAsync(backend, sink.Variables);
        await using var silent = await OurGateway.StartAsync(backend);
        await using var tenth = await OurGateway.StartAsync(backend, [.. sink.Variables, ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.1")]);

        var all = await Rounds.RunAsync(effort.Rounds, () => RateOf(sending), () => RateOf(silent));
        var some = await Rounds.RunAsync(effort.Rounds, () => RateOf(tenth), () => RateOf(silent));
        if (sink.Bytes == 0)
        {
            throw new InvalidOperationException("The receiver got nothing: there is nothing to compare.");
        }

        return
        [
            effort.Tell(new Comparison($"the gateway with telemetry, default sampling: HTTP/1.1, 20 B, {Connections} connections", "requests/s", "the same without", all[0], all[1], Goal.AtLeast(0.85))),
            effort.Tell(new Comparison("likewise, one trace in ten (`OTEL_TRACES_SAMPLER_ARG=0.1`)", "requests/s", "the same without", some[0], some[1])),
        ];

        async Task<double> RateOf(OurGateway gateway) => (await Wrk.RunAsync(gateway.Http, Connections, effort.Duration)).Rate;
    }
}
