using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>What can be done with the cluster.</summary>
/// <param name="page">The cluster page; null as long as there is none.</param>
internal sealed class ClusterCommands(EmbeddedClusterResource cluster, IKubernetesApi api, string kubeconfig, IReadOnlyList<string> nodes, Func<Uri?> page)
{
    // Embedded/Cluster's switch of a node.
    private const string Power = "workshop.dev/power";
    private const string On = "on";
    private const string Off = "off";

    public void Attach()
    {
        foreach (var command in All())
        {
            cluster.Annotations.Add(command.Annotation());
        }
    }

    private IEnumerable<RowCommand> All()
    {
        const string labs = EmbeddedClusterResource.DefaultNamespace;
        yield return new("empty-namespace", "Empty the labs' namespace", $"Deletes every object of yours in namespace '{labs}'; the application stays as it is.", "Broom", EmptyAsync)
        {
            Question = $"Delete everything in namespace '{labs}', volumes with their data among it?",
        };
        yield return new("switch-node", "Switch a node", "Cuts a node's power, or gives it back: its pods end in the middle of what they do, and run elsewhere after a while.", "Power", SwitchAsync)
        {
            Question = "Pods on a node without power end at once, and are not asked to.",
            Arguments =
            [
                new InteractionInput { Name = "node", Label = "Node", InputType = InputType.Choice, Required = true, Value = nodes[^1], Options = [.. nodes.Select(node => KeyValuePair.Create(node, node))] },
                new InteractionInput { Name = "power", Label = "Power", InputType = InputType.Choice, Required = true, Value = Off, Options = [KeyValuePair.Create(Off, Off), KeyValuePair.Create(On, On)] },
            ],
        };
        yield return new("open-cluster-page", "Open the cluster page", "Where the page is that draws desired against observed.", "Open", _ => Task.FromResult(OpenPage()))
        {
            IsPossible = () => page() is not null,
        };
        yield return new("show-kubeconfig", "Show the kubeconfig", "Which file kubectl needs, and what is in it without its keys.", "Key", _ => Task.FromResult(ShowKubeconfig()))
        {
            IsHighlighted = true,
        };
    }

    private async Task<ExecuteCommandResult> EmptyAsync(ExecuteCommandContext context)
    {
        var count = await new NamespaceContent(api, EmbeddedClusterResource.DefaultNamespace).DeleteAsync(context.CancellationToken);
        return CommandResults.Success(count == 0 ? "There was nothing to delete." : $"{count} objects are being deleted.");
    }

    private async Task<ExecuteCommandResult> SwitchAsync(ExecuteCommandContext context)
    {
        var (node, power) = (context.Arguments.GetString("node") ?? "", context.Arguments.GetString("power"));
        var annotations = new JsonObject { [Power] = power == Off ? Off : null };
        await api.PatchAsync(ApiResource.Of<V1Node>(), null, node, new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } }, context.CancellationToken);
        return CommandResults.Success($"Node '{node}' is switched {power}.");
    }

    private ExecuteCommandResult OpenPage() => page() is { } address
        ? CommandResults.Success($"The cluster page: {address}", $"[{address}]({address})", CommandResultFormat.Markdown, displayImmediately: true)
        : CommandResults.Failure("There is no cluster page in this run.");

    private ExecuteCommandResult ShowKubeconfig()
    {
        var lines = $"""
            export KUBECONFIG='{kubeconfig}'
            kubectl get pods

            # Its contexts: 'labs' (namespace {EmbeddedClusterResource.DefaultNamespace}), where kubectl begins, and 'workshop' (namespace {EmbeddedClusterResource.ApplicationNamespace}), the application's.
            """;
        return CommandResults.Success(kubeconfig, lines, CommandResultFormat.Text, displayImmediately: true);
    }
}
