using System.CommandLine;
using k8s;
using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.Commands;

/// <summary><c>node off|on|list</c>: the switches of the embedded cluster's nodes.</summary>
internal static class NodeCommand
{
    private const string Power = "workshop.dev/power";

    /// <summary>How nodes of the embedded cluster, and no others, say what they are (<c>spec.providerID</c>).</summary>
    private const string Embedded = "workshop://";

    public static Command Create(CommonOptions options) => new("node", "Switches a node of the embedded cluster off, and on again.")
    {
        Switch(options, "off", "Switches a node off, as if its plug were pulled."),
        Switch(options, "on", "Gives it its power back."),
        List(options),
    };

    private static Command Switch(CommonOptions options, string position, string description)
    {
        var name = new Argument<string>("NODE") { Description = "Such as node-2." };
        var command = new Command(position, description) { name };
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            using var cluster = context.Access().Connect(context.Time);
            var node = Find(await cluster.Nodes(ct), parsed.GetValue(name)!);
            var value = position == "off" ? "\"off\"" : "null";
            var patch = new V1Patch($"{{\"metadata\":{{\"annotations\":{{\"{Power}\":{value}}}}}}}", V1Patch.PatchType.MergePatch);
            await cluster.Api.CoreV1.PatchNodeAsync(patch, node.Metadata.Name, cancellationToken: ct);
            context.Screen.Line($"{node.Metadata.Name} is switched {position}. kubectl get nodes shows it within seconds.");
            return ExitCodes.Green;
        });
        return command;
    }

    private static Command List(CommonOptions options)
    {
        var command = new Command("list", "Lists the nodes: the position of the switch, and what the cluster knows of it.");
        command.SetAction(async (parsed, ct) =>
        {
            var context = options.Of(parsed);
            using var cluster = context.Access().Connect(context.Time);
            foreach (var node in await cluster.Nodes(ct))
            {
                context.Screen.Line($"{node.Metadata.Name,-12} {(!IsEmbedded(node) ? "-" : IsOff(node) ? "off" : "on"),-4} {(LabCluster.IsReady(node) ? "Ready" : "NotReady")}");
            }

            return ExitCodes.Green;
        });
        return command;
    }

    private static V1Node Find(IReadOnlyList<V1Node> nodes, string name)
    {
        var node = nodes.FirstOrDefault(node => node.Metadata.Name == name) ?? throw new LabException($"There is no node '{name}'. There are: {string.Join(", ", nodes.Select(node => node.Metadata.Name))}.");
        return IsEmbedded(node) ? node : throw new LabException($"Node '{name}' has no switch: it is no node of the embedded cluster. 'kubectl drain {name}' empties it.");
    }

    private static bool IsEmbedded(V1Node node) => node.Spec.ProviderID?.StartsWith(Embedded, StringComparison.Ordinal) == true;

    private static bool IsOff(V1Node node) => node.Metadata.Annotations?.TryGetValue(Power, out var power) == true && string.Equals(power, "off", StringComparison.OrdinalIgnoreCase);
}
