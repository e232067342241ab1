namespace Workshop.Hosting.Running;

/// <summary>Where a running application and its cluster are reached.</summary>
/// <param name="Gateway">The first http endpoint that is reached from outside; null without one.</param>
internal sealed record RunAddresses(Uri? Gateway, Uri? GatewayHttps, Uri Api, string Kubeconfig);
