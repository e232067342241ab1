namespace Aspire.Hosting.ApplicationModel;

/// <summary>How long the content of a cluster lasts.</summary>
public sealed record ClusterLifetimeAnnotation(ClusterLifetime Lifetime) : IResourceAnnotation;
