using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Telemetry.Packing;

/// <summary>What many packed items share: where their strings stand, who sent them, which part of it spoke.</summary>
internal sealed record PackedSource(StringTable Table, ResourceEntry Resource, TelemetryScope Scope);
