using System.Net;

namespace Workshop.Cluster.Network;

/// <summary>Where a node is reached.</summary>
internal sealed record NodePlace(string Name, IPAddress Address);
