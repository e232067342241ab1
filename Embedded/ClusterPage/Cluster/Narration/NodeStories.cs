using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Shell.Parts;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

internal static class NodeStories
{
    public static IEnumerable<Story> Tell(ClusterSnapshot before, ClusterSnapshot after)
    {
        foreach (var (old, now) in SnapshotDiff.Of(before.Nodes, after.Nodes))
        {
            foreach (var (tone, text) in Tell(old, now, after))
            {
                yield return new Story(after.At, tone, text, "", LightKeys.Node((now ?? old!).Name.Name), null);
            }
        }
    }

    private static IEnumerable<(StateKind, string)> Tell(NodeState? old, NodeState? now, ClusterSnapshot after)
    {
        if (now is null)
        {
            yield return (StateKind.Warning, $"Node {old!.Name} has left the cluster.");
            yield break;
        }

        if (old is null)
        {
            yield return (StateKind.Good, $"Node {now.Name} has joined: new pods may go to it.");
            yield break;
        }

        if (old.IsSwitchedOff != now.IsSwitchedOff)
        {
            yield return now.IsSwitchedOff
                ? (StateKind.Bad, $"Node {now.Name} was switched off, and {Words.Count(PodsOn(now, after), "pod")} with it.")
                : (StateKind.Busy, $"Node {now.Name} was switched on again.");
        }

        if (old.IsReady != now.IsReady)
        {
            yield return now.IsReady
                ? (StateKind.Good, $"Node {now.Name} is ready again: new pods may go to it.")
                : (StateKind.Bad, $"Node {now.Name} is not ready{Because(now)}: its pods get no traffic, and those of Deployments are made again on other nodes.");
        }

        if (old.IsUnschedulable != now.IsUnschedulable)
        {
            yield return now.IsUnschedulable
                ? (StateKind.Warning, $"Node {now.Name} was cordoned: its pods stay, new ones go elsewhere.")
                : (StateKind.Good, $"Node {now.Name} was uncordoned: new pods may go to it.");
        }
    }

    private static int PodsOn(NodeState node, ClusterSnapshot after) => after.Pods.Values.Count(pod => pod.NodeName == node.Name.Name && !pod.HasEnded);

    private static string Because(NodeState node) => node.Ready switch
    {
        { Reason: "NodeStatusUnknown" } => ", because nothing is heard from it",
        { Message.Length: > 0 } ready => $" ({Words.Short(ready.Message)})",
        _ => "",
    };
}
