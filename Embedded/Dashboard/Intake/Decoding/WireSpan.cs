using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>What of a span on the wire stands alone; attributes, events and links are read where they are packed.</summary>
internal ref struct WireSpan
{
    public UInt128 TraceId { get; private set; }

    public ulong SpanId { get; private set; }

    /// <value>Zero for a root.</value>
    public ulong ParentId { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    public SpanKind Kind { get; private set; }

    public ulong Start { get; private set; }

    /// <value>Never before the start.</value>
    public ulong End { get; private set; }

    public SpanStatus Status { get; private set; }

    public ReadOnlySpan<byte> Message { get; private set; }

    /// <value>It has events or links.</value>
    public bool HasMore { get; private set; }

    public static WireSpan Read(ReadOnlySpan<byte> item)
    {
        var span = default(WireSpan);
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 1 << 3 | WireType.Bytes:
                    span.TraceId = WireIds.Trace(reader.Bytes);
                    break;
                case 2 << 3 | WireType.Bytes:
                    span.SpanId = WireIds.Span(reader.Bytes);
                    break;
                case 4 << 3 | WireType.Bytes:
                    span.ParentId = WireIds.Span(reader.Bytes);
                    break;
                case 5 << 3 | WireType.Bytes:
                    span.Name = reader.Bytes;
                    break;
                case 6 << 3 | WireType.Varint:
                    span.Kind = reader.Number <= (ulong)SpanKind.Consumer ? (SpanKind)reader.Number : SpanKind.Unspecified;
                    break;
                case 7 << 3 | WireType.Fixed64:
                    span.Start = reader.Number;
                    break;
                case 8 << 3 | WireType.Fixed64:
                    span.End = reader.Number;
                    break;
                case 11 << 3 | WireType.Bytes or 13 << 3 | WireType.Bytes:
                    span.HasMore = true;
                    break;
                case 15 << 3 | WireType.Bytes:
                    span.ReadStatus(reader.Bytes);
                    break;
                default:
                    break;
            }
        }

        // Clocks are set back now and then; a span cannot end before it starts.
        span.End = Math.Max(span.Start, span.End);
        return span;
    }

    /// <returns>Null when it may be kept.</returns>
    public readonly string? WhyRefused() => this switch
    {
        { TraceId: var id } when id == default => "A span's trace_id must have 16 bytes, and not all zero.",
        { SpanId: 0 } => "A span's span_id must have 8 bytes, and not all zero.",
        { Start: 0 } => "A span must say when it started (start_time_unix_nano).",
        _ => null,
    };

    private void ReadStatus(ReadOnlySpan<byte> status)
    {
        var reader = new ProtoReader(status);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 2 << 3 | WireType.Bytes:
                    Message = reader.Bytes;
                    break;
                case 3 << 3 | WireType.Varint:
                    Status = reader.Number <= (ulong)SpanStatus.Error ? (SpanStatus)reader.Number : SpanStatus.Unset;
                    break;
                default:
                    break;
            }
        }
    }
}
