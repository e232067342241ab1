namespace Workshop.ClusterPage.Watching;

/// <summary>The object that made another and answers for it, such as the ReplicaSet of a pod.</summary>
public sealed record OwnerLink(string Kind, string Name, string Uid);
