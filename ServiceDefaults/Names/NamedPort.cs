using System.Net;

namespace Workshop.ServiceDefaults.Names;

/// <summary>One port of a Service, and where its ready pods serve it.</summary>
internal sealed record NamedPort(string Name, int Port, IReadOnlyList<IPEndPoint> Endpoints);
