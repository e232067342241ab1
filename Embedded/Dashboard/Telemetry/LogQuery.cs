namespace Workshop.Dashboard.Telemetry;

/// <summary>Which log records, by arrival.</summary>
public sealed record LogQuery
{
    public ResourceFilter Resource { get; init; } = ResourceFilter.Any;

    /// <value>This one and graver; Unspecified is all.</value>
    public LogSeverity MinimumSeverity { get; init; }

    /// <value>In the message, the category or an attribute's value; case does not count. Empty is all.</value>
    public string Text { get; init; } = "";

    public string? TraceId { get; init; }

    public string? SpanId { get; init; }

    /// <value>False is newest first.</value>
    public bool OldestFirst { get; init; }

    public int Skip { get; init; }

    /// <value>Default 100.</value>
    public int Take { get; init; } = 100;
}
