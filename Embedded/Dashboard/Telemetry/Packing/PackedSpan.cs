using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry.Packing;

/// <summary>
/// A span as it is kept: a hundred bytes or so. The bytes are: flags (3 bits kind, 2 bits status, 1 bit parent, 1 bit events or links), [parent], start, duration,
/// name, status message, attributes, [events, links]; times in ticks of 100 ns.
/// </summary>
internal readonly record struct PackedSpan(ulong SpanId, byte[] Bytes, PackedSource Source)
{
    public const int ParentFlag = 1 << 5;
    public const int MoreFlag = 1 << 6;

    public static byte Flags(SpanKind kind, SpanStatus status, bool hasParent, bool hasMore) =>
        (byte)((int)kind | ((int)status << 3) | (hasParent ? ParentFlag : 0) | (hasMore ? MoreFlag : 0));

    public bool IsError => ((Bytes[0] >> 3) & 3) == (int)SpanStatus.Error;

    public string Name
    {
        get
        {
            var reader = new PackReader(Bytes, Source.Table);
            SkipToName(ref reader);
            return reader.Text();
        }
    }

    public SpanRecord Unpack(string traceId)
    {
        var reader = new PackReader(Bytes, Source.Table);
        int flags = reader.Byte();
        var parent = (flags & ParentFlag) != 0 ? TelemetryIds.Text(reader.Fixed64()) : null;
        var start = (long)reader.Fixed64();
        var duration = (long)reader.Varint();
        var (name, message, attributes) = (reader.Text(), reader.Text(), reader.Tags());
        var (events, links) = (flags & MoreFlag) != 0 ? (Events(ref reader, start), Links(ref reader)) : ([], []);
        return new SpanRecord(
            traceId,
            TelemetryIds.Text(SpanId),
            parent,
            name,
            (SpanKind)(flags & 7),
            new DateTimeOffset(start, TimeSpan.Zero),
            new TimeSpan(duration),
            (SpanStatus)((flags >> 3) & 3),
            message,
            attributes,
            events,
            links,
            Source.Scope,
            Source.Resource.Resource);
    }

    /// <summary>Whether a name, a status or an attribute's value has the text.</summary>
    public bool Contains(string text)
    {
        var reader = new PackReader(Bytes, Source.Table);
        SkipToName(ref reader);
        return Has(reader.Text(), text) || Has(reader.Text(), text) || reader.Tags().Any(tag => Has(tag.Value, text));
    }

    private static bool Has(string one, string text) => one.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static void SkipToName(ref PackReader reader)
    {
        if ((reader.Byte() & ParentFlag) != 0)
        {
            reader.Fixed64();
        }

        reader.Fixed64();
        reader.Varint();
    }

    private static ImmutableArray<SpanEvent> Events(ref PackReader reader, long start)
    {
        var events = ImmutableArray.CreateBuilder<SpanEvent>((int)reader.Varint());
        while (events.Count < events.Capacity)
        {
            events.Add(new SpanEvent(reader.Text(), new DateTimeOffset(start + reader.Signed(), TimeSpan.Zero), reader.Tags()));
        }

        return events.MoveToImmutable();
    }

    private static ImmutableArray<SpanLink> Links(ref PackReader reader)
    {
        var links = ImmutableArray.CreateBuilder<SpanLink>((int)reader.Varint());
        while (links.Count < links.Capacity)
        {
            var traceId = new UInt128(reader.Fixed64(), reader.Fixed64());
            links.Add(new SpanLink(TelemetryIds.Text(traceId), TelemetryIds.Text(reader.Fixed64()), reader.Tags()));
        }

        return links.MoveToImmutable();
    }
}
