using System.Text;

namespace Workshop.Services.Tests.Telemetry;

/// <summary>One span as OTLP carries it.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="ParentId">Empty for a trace's first one.</param>
internal sealed record ReceivedSpan(string Service, string TraceId, string SpanId, string ParentId, string Name)
{
    /// <param name="export">An ExportTraceServiceRequest.</param>
    public static IEnumerable<ReceivedSpan> Of(byte[] export) =>
        from resourceSpans in new ProtobufReader(export).All(1)
        let service = ServiceOf(resourceSpans)
        from scopeSpans in new ProtobufReader(resourceSpans).All(2)
        from span in new ProtobufReader(scopeSpans).All(2)
        let fields = new ProtobufReader(span)
        select new ReceivedSpan(service, Hex(fields, 1), Hex(fields, 2), Hex(fields, 4), Encoding.UTF8.GetString(fields.All(5).Single().Span));

    private static string ServiceOf(ReadOnlyMemory<byte> resourceSpans) => (
        from resource in new ProtobufReader(resourceSpans).All(1)
        from attribute in new ProtobufReader(resource).All(1)
        where Text(attribute, 1) == "service.name"
        from value in new ProtobufReader(attribute).All(2)
        select Text(value, 1)).Single();

    private static string Text(ReadOnlyMemory<byte> message, int field) => Encoding.UTF8.GetString(new ProtobufReader(message).All(field).FirstOrDefault().Span);

    private static string Hex(ProtobufReader fields, int field) => Convert.ToHexStringLower(fields.All(field).FirstOrDefault().Span);
}
