using System.Text.Json;
using k8s;
using Workshop.Labs.Checks;

namespace Workshop.Labs.LoggingAndMonitoring;

/// <summary>What the collector received, by its own API through the Service.</summary>
internal static class LoggingAndMonitoringChecks
{
    private const string LookAt = "kubectl get pods; kubectl logs deployment/collector";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("collector", Collector, Patience),
        new("speaking", (cluster, ct) => Heard(cluster, ["gateway", "hello", "auth"], ct), Patience),
        new("one-trace", OneTrace, Patience),
        new("logs-linked", LogsLinked, Patience),
        new("metrics", Metrics, Patience),
        new("fixed", (cluster, ct) => Heard(cluster, ["news"], ct), Patience),
    ];

    private static async Task<CheckResult> Collector(LabCluster cluster, CancellationToken ct)
    {
        var (_, trouble) = await Ask(cluster, "resources", ct);
        return trouble is null ? CheckResult.Green("the collector answers") : CheckResult.Red(trouble, "a collector that answers at its Service", LookAt);
    }

    private static async Task<CheckResult> Heard(LabCluster cluster, string[] wanted, CancellationToken ct)
    {
        var expected = $"telemetry of {string.Join(", ", wanted)} at the collector";
        var (resources, trouble) = await Ask(cluster, "resources", ct);
        if (trouble is not null)
        {
            return CheckResult.Red(trouble, expected, LookAt);
        }

        var heard = resources.EnumerateArray().Select(resource => resource.GetProperty("name").GetString()).ToHashSet();
        var silent = wanted.Where(name => !heard.Contains(name)).ToList();
        return silent.Count == 0
            ? CheckResult.Green($"{string.Join(", ", wanted)} are heard")
            : CheckResult.Red($"nothing of {string.Join(", ", silent)}", expected, $"kubectl set env deployment/{silent[0]} --list");
    }

    private static async Task<CheckResult> OneTrace(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "one trace from a span of the gateway down to one of auth, and from that to a call of Redis";
        var (answer, trouble) = await Ask(cluster, "traces", ct);
        if (trouble is not null)
        {
            return CheckResult.Red(trouble, expected, LookAt);
        }

        var traces = Spans(answer).GroupBy(span => span.Trace).ToList();
        return traces.Find(trace => IsWhole(trace)) is { } whole
            ? CheckResult.Green($"trace {whole.Key} has {whole.Count()} spans, from the gateway to Redis")
            : CheckResult.Red($"{traces.Count} traces, none of them through gateway, auth and Redis", expected, "kubectl logs deployment/auth");
    }

    private static async Task<CheckResult> LogsLinked(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a line in auth's log with the number of a trace that the collector has";
        var (answer, trouble) = await Ask(cluster, "traces", ct);
        if (trouble is not null)
        {
            return CheckResult.Red(trouble, expected, LookAt);
        }

        var traces = Spans(answer).Where(span => span.Service == "auth").Select(span => span.Trace).ToHashSet();
        foreach (var pod in await cluster.Pods("app=auth", ct))
        {
            using var log = await cluster.Api.CoreV1.ReadNamespacedPodLogAsync(pod.Metadata.Name, cluster.Namespace, cancellationToken: ct);
            using var reader = new StreamReader(log);
            var text = await reader.ReadToEndAsync(ct);
            if (traces.FirstOrDefault(trace => text.Contains($"\"trace_id\":\"{trace}\"", StringComparison.Ordinal)) is { } linked)
            {
                return CheckResult.Green($"auth's log tells of trace {linked}, and the collector has it");
            }
        }

        return CheckResult.Red($"{traces.Count} traces of auth, and no line of its log with one of their numbers", expected, "kubectl logs deployment/auth");
    }

    private static async Task<CheckResult> Metrics(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "metrics of hello at the collector";
        var (resources, trouble) = await Ask(cluster, "resources", ct);
        if (trouble is not null)
        {
            return CheckResult.Red(trouble, expected, LookAt);
        }

        return resources.EnumerateArray().Any(resource => resource.GetProperty("name").GetString() == "hello" && resource.GetProperty("hasMetrics").GetBoolean())
            ? CheckResult.Green("hello's metrics are there")
            : CheckResult.Red("no metrics of hello", expected, "kubectl set env deployment/hello --list");
    }

    private sealed record Span(string Service, string Trace, string Id, string Parent, bool IsOfRedis);

    /// <summary>From a call of Redis upwards, parent by parent, through auth to the gateway.</summary>
    private static bool IsWhole(IEnumerable<Span> trace)
    {
        var spans = trace.DistinctBy(span => span.Id).ToDictionary(span => span.Id);
        return spans.Values.Where(span => span.IsOfRedis).Any(span => Above(span, spans).Take(spans.Count).Select(parent => parent.Service).ToHashSet().IsSupersetOf(["auth", "gateway"]));
    }

    private static IEnumerable<Span> Above(Span span, Dictionary<string, Span> spans)
    {
        while (spans.TryGetValue(span.Parent, out var parent))
        {
            yield return span = parent;
        }
    }

    // { "data": { "resourceSpans": [ { "resource": { "attributes": [ { "key": "service.name", "value": { "stringValue": "auth" } } ] }, "scopeSpans": [ { "spans": [ { "traceId": "…", "spanId": "…", "parentSpanId": "…", "attributes": [ … ] } ] } ] } ] } }
    private static IEnumerable<Span> Spans(JsonElement answer) =>
        from resource in Items(answer.GetProperty("data"), "resourceSpans")
        let service = Attribute(resource.GetProperty("resource"), "service.name") ?? string.Empty
        from scope in Items(resource, "scopeSpans")
        from span in Items(scope, "spans")
        select new Span(service, Text(span, "traceId"), Text(span, "spanId"), Text(span, "parentSpanId"), (Attribute(span, "db.system.name") ?? Attribute(span, "db.system")) == "redis");

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Text(JsonElement span, string name) => span.TryGetProperty(name, out var text) ? text.GetString() ?? string.Empty : string.Empty;

    private static string? Attribute(JsonElement owner, string key) => Items(owner, "attributes")
        .Where(attribute => attribute.GetProperty("key").GetString() == key)
        .Select(attribute => attribute.GetProperty("value").TryGetProperty("stringValue", out var text) ? text.GetString() : null)
        .FirstOrDefault();

    private static async Task<(JsonElement Answer, string? Trouble)> Ask(LabCluster cluster, string what, CancellationToken ct)
    {
        var answer = await cluster.Get("collector", "http", $"/api/telemetry/{what}", ct);
        if (!answer.IsSuccess)
        {
            return (default, $"from the collector: {answer}");
        }

        try
        {
            return (JsonDocument.Parse(answer.Body).RootElement, null);
        }
        catch (JsonException)
        {
            return (default, "from the collector: something else than JSON");
        }
    }
}
