namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many nodes an embedded cluster has.</summary>
/// <param name="Count">1 to 100.</param>
public sealed record ClusterNodesAnnotation(int Count) : IResourceAnnotation;
