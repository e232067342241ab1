using System.Collections.Immutable;
using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Shell.Parts;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Desired against observed state of a Deployment.</summary>
/// <param name="StateText">In a few words, such as <c>2 of 3 replaced</c>.</param>
/// <param name="Observed">One slot a pod, and one for each that is missing; empty when there are too many to draw.</param>
public sealed record DeploymentCard(
    string Key,
    string Name,
    string Namespace,
    string ColorClass,
    int Desired,
    int Ready,
    StateKind State,
    string StateText,
    string StateReason,
    ImmutableArray<LabelChip> Labels,
    ImmutableArray<SetRow> Sets,
    ImmutableArray<Slot> Observed,
    string Lit,
    RolloutId? Rollout)
{
    public bool Equals(DeploymentCard? other) =>
        other is not null
        && (Key, ColorClass, Desired, Ready, State, StateText, StateReason, Lit, Rollout) == (other.Key, other.ColorClass, other.Desired, other.Ready, other.State, other.StateText, other.StateReason, other.Lit, other.Rollout)
        && Labels.SequenceEqual(other.Labels)
        && Sets.SequenceEqual(other.Sets)
        && Observed.SequenceEqual(other.Observed);

    public override int GetHashCode() => HashCode.Combine(Key, Desired, Ready, StateText);
}
