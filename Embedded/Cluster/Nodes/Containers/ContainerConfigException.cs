namespace Workshop.Cluster.Nodes.Containers;

/// <summary>What a container is to be started with cannot be put together yet; the message is the kubelet's. Tried again later.</summary>
internal sealed class ContainerConfigException(string message) : Exception(message);
