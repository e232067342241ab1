using Workshop.Dashboard.Telemetry.Packing;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>All that is kept. To be touched under the store's lock only.</summary>
internal sealed class TelemetryShelves(TelemetryOptions options)
{
    public StringTables Strings { get; } = new();

    public ResourceShelf Resources { get; } = new(options.MaxResources);

    public TraceShelf Traces { get; } = new(options);

    public LogShelf Logs { get; } = new(options);

    public MetricShelf Metrics { get; } = new(options);
}
