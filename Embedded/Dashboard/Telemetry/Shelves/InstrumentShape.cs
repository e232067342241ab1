namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>What must be equal for points to belong together.</summary>
internal sealed record InstrumentShape(InstrumentKind Kind, Temporality Temporality, bool IsMonotonic);
