using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Rows;

/// <summary>What can be done with a workload: <c>kubectl scale</c>, <c>rollout restart</c>, <c>set image</c>, <c>rollout undo</c>.</summary>
internal sealed class WorkloadCommands(Workload workload, IKubernetesApi api, string ns, TimeProvider time)
{
    private const int Tries = 10;
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    private readonly ApiResource _kind = workload.IsStateful ? ApiResource.Of<V1StatefulSet>() : ApiResource.Of<V1Deployment>();

    public void Attach()
    {
        foreach (var command in All())
        {
            workload.Resource.Annotations.Add(command.Annotation());
        }
    }

    private IEnumerable<RowCommand> All()
    {
        yield return new("scale", "Scale", "kubectl scale: how many pods there shall be.", "ArrowExpand", ScaleAsync)
        {
            IsHighlighted = true,
            Arguments = [new InteractionInput { Name = "replicas", Label = "Replicas", InputType = InputType.Number, Required = true, Value = "3" }],
        };
        yield return new("restart", "Restart", "kubectl rollout restart: every pod is replaced by a new one.", "ArrowClockwise", RestartAsync)
        {
            Question = $"Replace every pod of '{workload.Name}' by a new one?",
        };
        yield return new("set-version", "Set version", "kubectl set image: rolls its pods over to another tag of its image.", "Tag", SetVersionAsync)
        {
            Arguments = [new InteractionInput { Name = "version", Label = "Version", InputType = InputType.Text, Required = true, Placeholder = "2.0.0" }],
        };
        yield return new("undo", "Undo rollout", "kubectl rollout undo: back to the revision before this one.", "ArrowUndo", UndoAsync)
        {
            Question = $"Roll '{workload.Name}' back to the revision before this one?",
        };
    }

    private async Task<ExecuteCommandResult> ScaleAsync(ExecuteCommandContext context)
    {
        if (!int.TryParse(context.Arguments.GetString("replicas"), NumberStyles.None, CultureInfo.InvariantCulture, out var replicas))
        {
            return CommandResults.Failure($"'{context.Arguments.GetString("replicas")}' is no number of replicas: give 0 or more.");
        }

        await PatchAsync(new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }, context.CancellationToken);
        return CommandResults.Success($"'{workload.Name}' is scaled to {replicas}.");
    }

    private async Task<ExecuteCommandResult> RestartAsync(ExecuteCommandContext context)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var annotation = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RestartedAt] = now } } };
        await PatchAsync(new JsonObject { ["spec"] = new JsonObject { ["template"] = annotation } }, context.CancellationToken);
        return CommandResults.Success($"'{workload.Name}' restarts.");
    }

    private async Task<ExecuteCommandResult> SetVersionAsync(ExecuteCommandContext context)
    {
        var version = context.Arguments.GetString("version") ?? "";
        await ChangeAsync(
            current =>
            {
                var container = current["spec"]!["template"]!["spec"]!["containers"]![0]!;
                container["image"] = WithTag(container["image"]!.GetValue<string>(), version);
                return Task.CompletedTask;
            },
            context.CancellationToken);
        return CommandResults.Success($"'{workload.Name}' is rolled over to version {version}.");
    }

    private async Task<ExecuteCommandResult> UndoAsync(ExecuteCommandContext context)
    {
        await ChangeAsync(
            async current => current["spec"]!["template"] = await Revisions.BeforeAsync(api, ns, current, context.CancellationToken)
                ?? throw new DistributedApplicationException($"'{workload.Name}' has no revision before this one."),
            context.CancellationToken);
        return CommandResults.Success($"'{workload.Name}' is rolled back.");
    }

    // As kubectl: read, change, write; again when somebody else wrote in between.
    private async Task ChangeAsync(Func<JsonObject, Task> change, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var current = await api.GetAsync($"{_kind.Path(ns)}/{workload.Name}", ct);
            await change(current);
            try
            {
                await api.ReplaceAsync(_kind, ns, workload.Name, current, ct);
                return;
            }
            catch (KubernetesApiException e) when (e.Code == HttpStatusCode.Conflict && tries < Tries)
            {
                // Its status changes all the time while it rolls.
            }
        }
    }

    private Task PatchAsync(JsonObject patch, CancellationToken ct) => api.PatchAsync(_kind, ns, workload.Name, patch, ct);

    private static string WithTag(string image, string tag)
    {
        var colon = image.LastIndexOf(':');
        return $"{(colon > image.LastIndexOf('/') ? image[..colon] : image)}:{tag}";
    }
}
