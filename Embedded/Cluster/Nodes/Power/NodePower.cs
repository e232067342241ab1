using k8s.Models;

namespace Workshop.Cluster.Nodes.Power;

/// <summary>The switch of a node: <c>kubectl annotate node node-2 workshop.dev/power=off</c>, and <c>workshop.dev/power-</c> for on again.</summary>
internal static class NodePower
{
    public const string Annotation = "workshop.dev/power";

    public static bool IsOff(V1Node node) =>
        node.Metadata.Annotations?.TryGetValue(Annotation, out var power) == true && string.Equals(power, "off", StringComparison.OrdinalIgnoreCase);
}
