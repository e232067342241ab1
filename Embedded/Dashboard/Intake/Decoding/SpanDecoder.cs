using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Telemetry.Packing;
using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Packs the spans of a checked request onto the shelf. Used by one writer at a time.</summary>
internal sealed class SpanDecoder(TelemetryOptions limits, TagReader tags, SourceReader sources) : ItemDecoder(sources)
{
    private readonly PackWriter _pack = new();

    protected override void Decode(TelemetryShelves shelves, ResourceEntry resource, TelemetryScope scope, ReadOnlySpan<byte> item, Rejections rejections)
    {
        var span = WireSpan.Read(item);
        if (span.WhyRefused() is { } reason)
        {
            rejections.Add(1, reason);
            return;
        }

        if (shelves.Traces.Knows(span.TraceId, span.SpanId))
        {
            return;   // accepted before; the answer was lost on its way
        }

        var source = Sources.Shared(shelves.Strings.Current, resource, scope);
        var (start, end) = (WireTime.Ticks(span.Start), WireTime.Ticks(span.End));
        Pack(source.Table, span, item, start, end);
        if (shelves.Traces.Add(span.TraceId, new PackedSpan(span.SpanId, _pack.ToArray(), source), start, end, span.ParentId == 0) == Added.Refused)
        {
            rejections.Add(1, $"A trace may have {limits.MaxSpansPerTrace} spans (Workshop:Telemetry:MaxSpansPerTrace), each no larger than half of Workshop:Telemetry:MaxMegabytes.");
        }
    }

    private void Pack(StringTable table, in WireSpan span, ReadOnlySpan<byte> item, long start, long end)
    {
        _pack.Clear();
        _pack.Byte(PackedSpan.Flags(span.Kind, span.Status, span.ParentId != 0, span.HasMore));
        if (span.ParentId != 0)
        {
            _pack.Fixed64(span.ParentId);
        }

        _pack.Fixed64((ulong)start);
        _pack.Varint((ulong)(end - start));
        _pack.Text(table, tags.Text.Cut(span.Name));
        _pack.Text(table, tags.Text.Cut(span.Message));
        tags.Pack(_pack, table, item, 9 << 3 | WireType.Bytes);
        if (span.HasMore)
        {
            PackEvents(table, item, start);
            PackLinks(table, item);
        }
    }

    private void PackEvents(StringTable table, ReadOnlySpan<byte> item, long start)
    {
        const int Events = 11 << 3 | WireType.Bytes;
        var count = Count(item, Events);
        _pack.Varint((ulong)count);
        var reader = new ProtoReader(item);
        while (count > 0 && reader.Read())
        {
            if (reader.Tag == Events)
            {
                PackEvent(table, reader.Bytes, start);
                count--;
            }
        }
    }

    private void PackEvent(StringTable table, ReadOnlySpan<byte> item, long start)
    {
        ReadOnlySpan<byte> name = default;
        var time = 0UL;
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 1 << 3 | WireType.Fixed64:
                    time = reader.Number;
                    break;
                case 2 << 3 | WireType.Bytes:
                    name = reader.Bytes;
                    break;
                default:
                    break;
            }
        }

        _pack.Text(table, tags.Text.Cut(name));
        _pack.Signed(time == 0 ? 0 : WireTime.Ticks(time) - start);
        tags.Pack(_pack, table, item, 3 << 3 | WireType.Bytes);
    }

    private void PackLinks(StringTable table, ReadOnlySpan<byte> item)
    {
        const int Links = 13 << 3 | WireType.Bytes;
        var count = Count(item, Links);
        _pack.Varint((ulong)count);
        var reader = new ProtoReader(item);
        while (count > 0 && reader.Read())
        {
            if (reader.Tag == Links)
            {
                PackLink(table, reader.Bytes);
                count--;
            }
        }
    }

    private void PackLink(StringTable table, ReadOnlySpan<byte> item)
    {
        var (traceId, spanId) = (default(UInt128), 0UL);
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 1 << 3 | WireType.Bytes:
                    traceId = WireIds.Trace(reader.Bytes);
                    break;
                case 2 << 3 | WireType.Bytes:
                    spanId = WireIds.Span(reader.Bytes);
                    break;
                default:
                    break;
            }
        }

        _pack.Fixed64((ulong)(traceId >> 64));
        _pack.Fixed64((ulong)traceId);
        _pack.Fixed64(spanId);
        tags.Pack(_pack, table, item, 4 << 3 | WireType.Bytes);
    }

    private int Count(ReadOnlySpan<byte> item, int tag)
    {
        var count = 0;
        var reader = new ProtoReader(item);
        while (count < limits.MaxEvents && reader.Read())
        {
            count += reader.Tag == tag ? 1 : 0;
        }

        return count;
    }
}
