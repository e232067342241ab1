namespace Workshop.Dashboard.Telemetry;

/// <summary>Which traces, newest start first.</summary>
public sealed record TraceQuery
{
    /// <value>A trace matches when one of its spans does.</value>
    public ResourceFilter Resource { get; init; } = ResourceFilter.Any;

    /// <value>In a span's name, attribute values or status, or the beginning of the trace's id; case does not count. Empty is all.</value>
    public string Text { get; init; } = "";

    public bool OnlyErrors { get; init; }

    /// <value>Shorter traces are left out.</value>
    public TimeSpan MinimumDuration { get; init; }

    public int Skip { get; init; }

    /// <value>Default 100.</value>
    public int Take { get; init; } = 100;
}
