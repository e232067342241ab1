namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>A ReplicaSet of a Deployment that has pods or wants some.</summary>
public sealed record SetRow(string Key, string Name, string Version, int Revision, Shade Shade, int Desired, int Pods, int Ready, string Lit);
