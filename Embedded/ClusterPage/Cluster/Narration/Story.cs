using Workshop.ClusterPage.Shell.Parts;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>One change of the cluster, explained in one sentence.</summary>
/// <param name="Namespace">Empty for what belongs to none, such as a node.</param>
/// <param name="Key">What it is about, as <see cref="Drawing.LightKeys"/> names it.</param>
/// <param name="Rollout">The rollout that it belongs to; null when it belongs to none.</param>
public sealed record Story(DateTimeOffset At, StateKind Tone, string Text, string Namespace, string Key, RolloutId? Rollout);
