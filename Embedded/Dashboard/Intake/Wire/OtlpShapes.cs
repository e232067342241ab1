using Workshop.Dashboard.Telemetry;
using static Workshop.Dashboard.Intake.Wire.FieldKind;

namespace Workshop.Dashboard.Intake.Wire;

/// <summary>OTLP's messages, as in Protos/, as far as anything inside them must be checked: numbers that stand alone need none.</summary>
internal static class OtlpShapes
{
    private static readonly MessageShape KeyValue = new("a key with its value");
    private static readonly MessageShape AnyValue = new("a value");

    private static readonly MessageShape Resource = new MessageShape("a resource").With(Inner(1, "attributes", KeyValue));
    private static readonly MessageShape Scope = new MessageShape("a scope").With(Of(1, "name", Text), Of(2, "version", Text), Inner(3, "attributes", KeyValue));

    private static readonly MessageShape Exemplar = new MessageShape("an exemplar").With(Inner(7, "filtered_attributes", KeyValue));

    static OtlpShapes()
    {
        KeyValue.With(Of(1, "key", Text), Inner(2, "value", AnyValue));
        var list = new MessageShape("a list").With(Inner(1, "values", AnyValue));
        var map = new MessageShape("a map").With(Inner(1, "values", KeyValue));
        AnyValue.With(Of(1, "string_value", Text), Inner(5, "array_value", list), Inner(6, "kvlist_value", map));

        Traces = Export("scope_spans", "spans", Span());
        Logs = Export("scope_logs", "log_records", Log());
        Metrics = Export("scope_metrics", "metrics", Metric());
    }

    private static MessageShape Traces { get; }

    private static MessageShape Logs { get; }

    private static MessageShape Metrics { get; }

    public static MessageShape Of(TelemetryKind kind) => kind switch
    {
        TelemetryKind.Traces => Traces,
        TelemetryKind.Logs => Logs,
        _ => Metrics,
    };

    private static MessageShape Export(string scopes, string items, MessageShape item)
    {
        var scope = new MessageShape(scopes).With(Inner(1, "scope", Scope), Inner(2, items, item), Of(3, "schema_url", Text));
        var resource = new MessageShape("a resource's part").With(Inner(1, "resource", Resource), Inner(2, scopes, scope), Of(3, "schema_url", Text));
        return new MessageShape("the request").With(Inner(1, "resources", resource));
    }

    private static MessageShape Span()
    {
        var happening = new MessageShape("an event").With(Of(2, "name", Text), Inner(3, "attributes", KeyValue));
        var link = new MessageShape("a link").With(Of(3, "trace_state", Text), Inner(4, "attributes", KeyValue));
        var status = new MessageShape("a status").With(Of(2, "message", Text));
        return new MessageShape("a span").With(
            Of(3, "trace_state", Text), Of(5, "name", Text), Inner(9, "attributes", KeyValue), Inner(11, "events", happening), Inner(13, "links", link), Inner(15, "status", status));
    }

    private static MessageShape Log() => new MessageShape("a log record").With(
        Of(3, "severity_text", Text), Inner(5, "body", AnyValue), Inner(6, "attributes", KeyValue), Of(12, "event_name", Text));

    private static MessageShape Metric()
    {
        var number = new MessageShape("a point").With(Inner(5, "exemplars", Exemplar), Inner(7, "attributes", KeyValue));
        var histogram = new MessageShape("a histogram's point").With(
            Of(6, "bucket_counts", Fixed64), Of(7, "explicit_bounds", Doubles), Inner(8, "exemplars", Exemplar), Inner(9, "attributes", KeyValue));
        var buckets = new MessageShape("buckets").With(Of(2, "bucket_counts", Varints));
        var exponential = new MessageShape("an exponential histogram's point").With(
            Inner(1, "attributes", KeyValue), Inner(8, "positive", buckets), Inner(9, "negative", buckets), Inner(11, "exemplars", Exemplar));
        var quantile = new MessageShape("a quantile").With(Of(1, "quantile", None));
        var summary = new MessageShape("a summary's point").With(Inner(6, "quantile_values", quantile), Inner(7, "attributes", KeyValue));
        return new MessageShape("a metric").With(
            Of(1, "name", Text), Of(2, "description", Text), Of(3, "unit", Text),
            Inner(5, "gauge", Data(number)), Inner(7, "sum", Data(number)), Inner(9, "histogram", Data(histogram)),
            Inner(10, "exponential_histogram", Data(exponential)), Inner(11, "summary", Data(summary)), Inner(12, "metadata", KeyValue));
    }

    private static MessageShape Data(MessageShape point) => new MessageShape("a metric's data").With(Inner(1, "data_points", point));

    private static FieldShape Of(int number, string name, FieldKind kind) => new(number, name, kind);

    private static FieldShape Inner(int number, string name, MessageShape inner) => new(number, name, Message, inner);
}
