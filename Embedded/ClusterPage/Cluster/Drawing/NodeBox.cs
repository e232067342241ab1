using System.Collections.Immutable;
using Workshop.ClusterPage.Shell.Parts;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <param name="Note">Why it is not as it should be; empty when it is.</param>
/// <param name="Hidden">Pods of other namespaces, which are not drawn.</param>
public sealed record NodeBox(string Key, string Name, StateKind State, string StateText, string Note, bool IsDown, ImmutableArray<PodCell> Pods, int Hidden)
{
    public bool Equals(NodeBox? other) =>
        other is not null && (Key, Name, State, StateText, Note, IsDown, Hidden) == (other.Key, other.Name, other.State, other.StateText, other.Note, other.IsDown, other.Hidden) && Pods.SequenceEqual(other.Pods);

    public override int GetHashCode() => HashCode.Combine(Key, StateText, Pods.Length);
}
