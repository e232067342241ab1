namespace Workshop.Dashboard.Telemetry;

/// <summary>Names an instrument of a service: all its instances together.</summary>
/// <param name="Scope">The meter's name.</param>
public sealed record InstrumentKey(string Service, string Scope, string Name);
