using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry;

/// <summary>Who sent something: one instance of a service, usually a pod.</summary>
/// <param name="Service"><c>service.name</c>; "unknown" when the sender gave none.</param>
/// <param name="Instance"><c>service.instance.id</c>, in a cluster the pod's name; empty when the sender gave none.</param>
/// <param name="Attributes">All others, such as <c>service.version</c>.</param>
public sealed record TelemetryResource(string Service, string Instance, ImmutableArray<TelemetryTag> Attributes);
