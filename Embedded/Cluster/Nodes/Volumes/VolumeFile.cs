namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>One file of a volume that is made from objects.</summary>
/// <param name="Mode">Unix permission bits.</param>
internal sealed record VolumeFile(byte[] Content, int Mode)
{
    public bool Equals(VolumeFile? other) => other is not null && Mode == other.Mode && Content.AsSpan().SequenceEqual(other.Content);

    public override int GetHashCode() => HashCode.Combine(Mode, Content.Length);
}
