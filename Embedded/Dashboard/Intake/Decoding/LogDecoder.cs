using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Telemetry.Packing;
using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Packs the log records of a checked request onto the shelf. Used by one writer at a time.</summary>
internal sealed class LogDecoder(TagReader tags, SourceReader sources, TimeProvider clock) : ItemDecoder(sources)
{
    private const int Attributes = 6 << 3 | WireType.Bytes;
    private readonly PackWriter _pack = new();

    // How .NET's loggers name the message before its values were filled in.
    private static ReadOnlySpan<byte> OriginalFormat => "{OriginalFormat}"u8;

    protected override void Decode(TelemetryShelves shelves, ResourceEntry resource, TelemetryScope scope, ReadOnlySpan<byte> item, Rejections rejections)
    {
        var log = WireLog.Read(item);
        var source = Sources.Shared(shelves.Strings.Current, resource, scope);
        var hasTemplate = Pack(source.Table, log, item);
        var time = log.Time == 0 ? clock.GetUtcNow().UtcTicks : WireTime.Ticks(log.Time);
        var packed = new PackedLog(time, log.Severity, log.TraceId, log.SpanId, hasTemplate, _pack.ToArray(), source);
        if (shelves.Logs.Add(packed) == Added.Refused)
        {
            rejections.Add(1, "A log record may not be larger than half of Workshop:Telemetry:MaxMegabytes.");
        }
    }

    private bool Pack(StringTable table, in WireLog log, ReadOnlySpan<byte> item)
    {
        var template = Template(item);
        _pack.Clear();
        _pack.Text(table, log.Body.Kind == TagKind.Text ? tags.Text.Cut(log.Body.Bytes) : tags.Text.Json(log.Body));
        if (!template.IsEmpty)
        {
            _pack.Text(table, tags.Text.Cut(template));
        }

        _pack.Text(table, tags.Text.Cut(log.EventName));
        tags.Pack(_pack, table, item, Attributes, OriginalFormat);
        return !template.IsEmpty;
    }

    private static ReadOnlySpan<byte> Template(ReadOnlySpan<byte> item)
    {
        var reader = new ProtoReader(item);
        while (reader.Read())
        {
            if (reader.Tag == Attributes && WirePair.Read(reader.Bytes) is var pair && pair.Key.SequenceEqual(OriginalFormat))
            {
                return WireValue.Read(pair.Value) is { Kind: TagKind.Text } value ? value.Bytes : default;
            }
        }

        return default;
    }
}
