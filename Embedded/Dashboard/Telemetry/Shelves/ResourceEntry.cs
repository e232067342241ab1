namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>A resource and the counts of what is kept of it. Changed by the writer only, under the store's lock.</summary>
internal sealed class ResourceEntry(TelemetryResource resource)
{
    public TelemetryResource Resource { get; } = resource;

    public int Spans { get; set; }

    public int Errors { get; set; }

    public int Logs { get; set; }

    public int Points { get; set; }

    public DateTimeOffset LastSeen { get; set; }

    /// <value>Nothing of it is kept, so it may be forgotten.</value>
    public bool IsEmpty => Spans == 0 && Logs == 0 && Points == 0;

    public ResourceSummary Summarize() => new(Resource, Spans, Errors, Logs, Points, LastSeen);
}
