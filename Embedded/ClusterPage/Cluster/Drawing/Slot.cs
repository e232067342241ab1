namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>A place in the row of what is observed: a pod, or one that is missing.</summary>
/// <param name="Key">The pod's light key; empty of a missing one.</param>
public sealed record Slot(string Key, Shade Shade, PodLook? Look, string Title);
