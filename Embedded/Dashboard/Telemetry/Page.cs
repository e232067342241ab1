using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>A part of an answer.</summary>
/// <param name="Total">How many match, on all pages.</param>
public sealed record Page<T>(ImmutableArray<T> Items, int Total);
