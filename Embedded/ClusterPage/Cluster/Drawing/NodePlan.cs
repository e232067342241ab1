using System.Collections.Immutable;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

internal static class NodePlan
{
    /// <param name="node">Null when nodes cannot be listed.</param>
    public static NodeBox For(string name, NodeState? node, ImmutableArray<PodCell> pods, int hidden)
    {
        var (state, text, note) = node switch
        {
            null => (StateKind.Neutral, "not known", "The cluster page may not read nodes."),
            { IsSwitchedOff: true, IsReady: true } => (StateKind.Bad, "off", "Switched off; Kubernetes has not noticed yet."),
            { IsSwitchedOff: true } => (StateKind.Bad, "off", "Switched off: nothing runs here."),
            { IsReady: false } => (StateKind.Bad, "not ready", node.Ready?.Message ?? "It has not reported yet."),
            { IsUnschedulable: true } => (StateKind.Warning, "cordoned", "No new pods come here."),
            _ => (StateKind.Good, "ready", ""),
        };
        return new NodeBox(LightKeys.Node(name), name, state, text, note, IsDown: state == StateKind.Bad, pods, hidden);
    }
}
