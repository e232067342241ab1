using System.Collections.Immutable;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests;

/// <summary>Telemetry as tests need it, at times counted from one fixed moment.</summary>
internal static class TelemetrySamples
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TelemetryResource Resource(string service, string instance = "") => new(service, instance, []);

    public static SpanRecord Span(string id, string? parent, double fromMs, double toMs, string service = "hello", string trace = TraceId) => new(
        trace, id, parent, "span " + id, SpanKind.Internal, Noon.AddMilliseconds(fromMs), TimeSpan.FromMilliseconds(toMs - fromMs), SpanStatus.Unset, "",
        [], [], [], TelemetryScope.None, Resource(service, service + "-1"));

    public static LogRecord Log(long id, string? span, double atMs, string message = "Something happened", LogSeverity severity = LogSeverity.Information) => new(
        id, Noon.AddMilliseconds(atMs), severity, message, null, "", [], TraceId, span, new("Workshop.Hello", ""), Resource("hello", "hello-1"));

    public static ImmutableArray<TelemetryTag> Tags(params (string Key, string Value)[] tags) => [.. tags.Select(tag => new TelemetryTag(tag.Key, tag.Value))];

    public static MetricInstrument Instrument(InstrumentKind kind, Temporality temporality, bool isMonotonic = true, string unit = "") =>
        new(new("hello", "Workshop.Hello", "sample"), "", unit, kind, temporality, isMonotonic, 1, 1, Noon);

    public static MetricSeries Series(string instance, ImmutableArray<TelemetryTag> tags, params IEnumerable<MetricPoint> points) =>
        new(Resource("hello", instance), tags, [.. points]);

    public static NumberPoint Number(double atSeconds, double value, double startSeconds = 0) =>
        new(Noon.AddSeconds(startSeconds), Noon.AddSeconds(atSeconds), value, []);

    public static HistogramPoint Histogram(double atSeconds, double[] bounds, long[] counts, double startSeconds = 0, double? min = null, double? max = null) =>
        new(Noon.AddSeconds(startSeconds), Noon.AddSeconds(atSeconds), counts.Sum(), null, min, max, [.. bounds], [.. counts], []);
}
