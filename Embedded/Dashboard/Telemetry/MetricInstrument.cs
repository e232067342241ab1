namespace Workshop.Dashboard.Telemetry;

/// <summary>An instrument as a line of a list.</summary>
/// <param name="Unit">In UCUM, such as <c>s</c>, <c>By</c>, <c>{request}</c>; may be empty.</param>
/// <param name="IsMonotonic">For a sum: it only grows.</param>
/// <param name="Series">How many sets of attributes, over all instances.</param>
/// <param name="Points">How many points are kept.</param>
public sealed record MetricInstrument(
    InstrumentKey Key,
    string Description,
    string Unit,
    InstrumentKind Kind,
    Temporality Temporality,
    bool IsMonotonic,
    int Series,
    int Points,
    DateTimeOffset LastTime);
