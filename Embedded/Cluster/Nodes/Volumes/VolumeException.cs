namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>A volume cannot be set up yet; the message is the kubelet's. Tried again later.</summary>
internal sealed class VolumeException(string volume, string message) : Exception(message)
{
    public string Volume { get; } = volume;
}
