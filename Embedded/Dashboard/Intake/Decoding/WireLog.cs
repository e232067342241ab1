using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>What of a log record on the wire stands alone; attributes are read where they are packed.</summary>
internal ref struct WireLog
{
    /// <value>When it happened; when the sender saw it, where it says no more; zero where it says nothing.</value>
    public ulong Time { get; private set; }

    public LogSeverity Severity { get; private set; }

    public WireValue Body { get; private set; }

    public ReadOnlySpan<byte> EventName { get; private set; }

    /// <value>Zero outside of a trace, and for an id that is none.</value>
    public UInt128 TraceId { get; private set; }

    /// <value>Zero outside of a span, and for an id that is none.</value>
    public ulong SpanId { get; private set; }

    public static WireLog Read(ReadOnlySpan<byte> item)
    {
        var log = default(WireLog);
        var observed = 0UL;
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 1 << 3 | WireType.Fixed64:
                    log.Time = reader.Number;
                    break;
                case 2 << 3 | WireType.Varint:
                    log.Severity = SeverityOf(reader.Number);
                    break;
                case 5 << 3 | WireType.Bytes:
                    log.Body = WireValue.Read(reader.Bytes);
                    break;
                case 9 << 3 | WireType.Bytes:
                    log.TraceId = WireIds.Trace(reader.Bytes);
                    break;
                case 10 << 3 | WireType.Bytes:
                    log.SpanId = WireIds.Span(reader.Bytes);
                    break;
                case 11 << 3 | WireType.Fixed64:
                    observed = reader.Number;
                    break;
                case 12 << 3 | WireType.Bytes:
                    log.EventName = reader.Bytes;
                    break;
                default:
                    break;
            }
        }

        log.Time = log.Time == 0 ? observed : log.Time;
        return log;
    }

    // 1 to 24, four to a level.
    private static LogSeverity SeverityOf(ulong number) => number is >= 1 and <= 24 ? (LogSeverity)((number + 3) / 4) : LogSeverity.Unspecified;
}
