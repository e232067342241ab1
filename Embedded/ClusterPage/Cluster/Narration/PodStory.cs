using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>What happened to one pod, before it is decided whether it is told alone.</summary>
internal sealed record PodStory(PodEvent Event, PodState Pod, StateKind Tone, string Text);
