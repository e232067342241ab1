using System.Collections.Immutable;
using Workshop.ClusterPage.Shell.Parts;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <param name="Address">Where it answers, such as <c>127.40.128.3:80</c>.</param>
/// <param name="Endpoints">How many pods get its traffic, in words.</param>
public sealed record ServiceBox(string Key, string Name, string Namespace, string Type, string Address, ImmutableArray<LabelChip> Selector, StateKind State, string Endpoints, string Lit)
{
    public bool Equals(ServiceBox? other) =>
        other is not null && (Key, Type, Address, State, Endpoints, Lit) == (other.Key, other.Type, other.Address, other.State, other.Endpoints, other.Lit) && Selector.SequenceEqual(other.Selector);

    public override int GetHashCode() => HashCode.Combine(Key, Address, Endpoints);
}
