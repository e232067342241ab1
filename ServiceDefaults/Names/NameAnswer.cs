using System.Net;
using Microsoft.Extensions.Primitives;

namespace Workshop.ServiceDefaults.Names;

/// <summary>What is known about a name now.</summary>
/// <param name="IsKnown">False: the name is in no names file and belongs to the system's resolver.</param>
/// <param name="Endpoints">All ready ones; empty for a known name means that a request must fail at once.</param>
/// <param name="Problem">Why a known name has no endpoint; null when it has one.</param>
/// <param name="Changed">Fires when the answer may be another one.</param>
public sealed record NameAnswer(bool IsKnown, IReadOnlyList<IPEndPoint> Endpoints, string? Problem, IChangeToken Changed);
