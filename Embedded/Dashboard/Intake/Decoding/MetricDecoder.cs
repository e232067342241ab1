using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Puts the points of a checked request onto the shelf. Used by one writer at a time.</summary>
internal sealed class MetricDecoder(TelemetryOptions limits, TagReader tags, SourceReader sources) : ItemDecoder(sources)
{
    private const int DataPoints = 1 << 3 | WireType.Bytes;
    private readonly PointReader _points = new(tags);

    protected override long CountIn(ReadOnlySpan<byte> item)
    {
        var count = 0L;
        var reader = new ProtoReader(WireMetric.Read(item).Data);
        while (reader.Read())
        {
            count += reader.Tag == DataPoints ? 1 : 0;
        }

        return count;
    }

    protected override void Decode(TelemetryShelves shelves, ResourceEntry resource, TelemetryScope scope, ReadOnlySpan<byte> item, Rejections rejections)
    {
        var metric = WireMetric.Read(item);
        var name = tags.Text.String(metric.Name);
        if (name.Length == 0 || metric.Shape is null)
        {
            rejections.Add(CountIn(item), name.Length == 0 ? "A metric must have a name." : $"Metric '{name}' has no data that is known here.");
            return;
        }

        var key = new InstrumentKey(resource.Resource.Service, scope.Name, name);
        var instrument = shelves.Metrics.Instrument(key, metric.Shape, tags.Text.String(metric.Description), tags.Text.String(metric.Unit));
        if (instrument is null)
        {
            rejections.Add(CountIn(item), $"Metric '{name}' of '{key.Service}' was something else than a {metric.Shape.Kind} before, and points of that are still kept.");
            return;
        }

        AddPoints(shelves, resource, instrument, metric, rejections);
    }

    private void AddPoints(TelemetryShelves shelves, ResourceEntry resource, InstrumentEntry instrument, in WireMetric metric, Rejections rejections)
    {
        var reader = new ProtoReader(metric.Data);
        while (reader.Read())
        {
            if (reader.Tag != DataPoints || PointReader.HasNoValue(instrument.Shape.Kind, reader.Bytes))
            {
                continue;
            }

            var point = _points.Read(instrument.Shape.Kind, reader.Bytes, out var problem);
            if (point is null)
            {
                rejections.Add(1, $"Metric '{instrument.Key.Name}': {problem}");
            }
            else if (shelves.Metrics.Add(instrument, resource, _points.Attributes(instrument.Shape.Kind, reader.Bytes), point) == Added.Refused)
            {
                rejections.Add(1, $"As many series as may be are kept ({limits.MaxSeries}, Workshop:Telemetry:MaxSeries), and metric '{instrument.Key.Name}' wants a further one.");
            }
        }
    }
}
