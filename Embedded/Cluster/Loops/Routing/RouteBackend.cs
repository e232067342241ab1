namespace Workshop.Cluster.Loops.Routing;

/// <summary>Where requests of a rule go.</summary>
/// <param name="Address">Such as <c>http://hello.shop:80</c>.</param>
/// <param name="Weight">Its part of the sum.</param>
internal sealed record RouteBackend(string Address, int Weight = 1);
