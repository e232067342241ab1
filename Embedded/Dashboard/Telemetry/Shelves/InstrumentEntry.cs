namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>An instrument as it is kept, with its series. Changed by the writer only, under the store's lock.</summary>
internal sealed class InstrumentEntry(InstrumentKey key, InstrumentShape shape)
{
    public InstrumentKey Key { get; } = key;

    public InstrumentShape Shape { get; } = shape;

    public string Description { get; set; } = "";

    public string Unit { get; set; } = "";

    public Dictionary<SeriesKey, SeriesEntry> Series { get; } = [];

    public MetricInstrument Summarize(ResourceFilter resource)
    {
        var series = Series.Values.Where(one => resource.Matches(one.Resource.Resource)).ToList();
        return new MetricInstrument(
            Key,
            Description,
            Unit,
            Shape.Kind,
            Shape.Temporality,
            Shape.IsMonotonic,
            series.Count,
            series.Sum(one => one.Count),
            series.Select(one => one.LastTime).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max());
    }
}
