namespace Aspire.Hosting.ApplicationModel;

/// <summary>In a run, what is computed in <paramref name="Environment"/> are pods of the cluster that has this annotation.</summary>
/// <param name="Environment">Any compute environment: one that publishes for Kubernetes.</param>
public sealed record ClusterEnvironmentAnnotation(IComputeEnvironmentResource Environment) : IResourceAnnotation;
