using System.Globalization;
using k8s;
using k8s.Models;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Actions;

/// <summary>Asks the permit, then the Kubernetes API, and puts the answer into a sentence.</summary>
internal sealed partial class ClusterActions(IActionPermit permit, IClusterAccess access, NodeSwitch nodes, PodProxy proxy, TimeProvider time, ILogger<ClusterActions> logger) : IClusterActions
{
    public const int MostReplicas = 1000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public Task<bool> MayActAsync() => permit.MayActAsync();

    public Task<ActionOutcome> DeletePodAsync(ObjectName pod, string? uid, CancellationToken ct) => ActAsync($"delete pod '{pod.Name}'", async end =>
    {
        var options = new V1DeleteOptions { Preconditions = uid is null ? null : new V1Preconditions { Uid = uid } };
        await access.Client.CoreV1.DeleteNamespacedPodAsync(pod.Name, pod.Namespace, options, cancellationToken: end);
        return Done($"Pod '{pod.Name}' is being deleted. If a ReplicaSet owns it, it makes another one.");
    }, ct);

    public Task<ActionOutcome> RestartAsync(ObjectName deployment, CancellationToken ct) => ActAsync($"restart Deployment '{deployment.Name}'", async end =>
    {
        // What kubectl rollout restart writes: another template is another rollout.
        var at = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var patch = new { spec = new { template = new { metadata = new { annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/restartedAt"] = at } } } } };
        var changed = await PatchAsync(deployment, patch, end);
        return Done($"Deployment '{deployment.Name}' replaces its pods one after another{Unless(changed)}.");
    }, ct);

    public Task<ActionOutcome> ScaleAsync(ObjectName deployment, int replicas, CancellationToken ct) => ActAsync($"scale Deployment '{deployment.Name}'", async end =>
    {
        if (replicas is < 0 or > MostReplicas)
        {
            return Refused($"{replicas} is no number of pods: give one from 0 to {MostReplicas}.");
        }

        var patch = new V1Patch(new { spec = new { replicas } }, V1Patch.PatchType.MergePatch);
        await access.Client.AppsV1.PatchNamespacedDeploymentScaleAsync(patch, deployment.Name, deployment.Namespace, cancellationToken: end);
        return Done($"Deployment '{deployment.Name}' is to have {replicas} {(replicas == 1 ? "pod" : "pods")} now.");
    }, ct);

    public Task<ActionOutcome> SetImageAsync(ObjectName deployment, string container, string image, CancellationToken ct) => ActAsync($"set the image of Deployment '{deployment.Name}'", async end =>
    {
        if (string.IsNullOrWhiteSpace(image) || image.Any(char.IsWhiteSpace))
        {
            return Refused($"'{image}' is no name of an image: give one like workshop/hello:2.0.0.");
        }

        // A patch would add a container that is not there.
        var before = await access.Client.AppsV1.ReadNamespacedDeploymentAsync(deployment.Name, deployment.Namespace, cancellationToken: end);
        if (before.Spec.Template.Spec.Containers.FirstOrDefault(known => known.Name == container) is not { } present)
        {
            return Refused($"Deployment '{deployment.Name}' has no container '{container}'; it has {string.Join(", ", before.Spec.Template.Spec.Containers.Select(known => $"'{known.Name}'"))}.");
        }

        if (present.Image == image)
        {
            return Refused($"Container '{container}' has the image '{image}' already: nothing changes.");
        }

        var changed = await PatchAsync(deployment, new { spec = new { template = new { spec = new { containers = new[] { new { name = container, image } } } } } }, end);
        return Done($"Deployment '{deployment.Name}' is to run '{image}' now: new pods replace the old ones{Unless(changed)}.");
    }, ct);

    public Task<ActionOutcome> SwitchNodeAsync(string node, bool on, CancellationToken ct) =>
        ActAsync($"switch node '{node}' {(on ? "on" : "off")}", end => nodes.SwitchAsync(node, on, end), ct);

    public Task<ActionOutcome> FlipProbeAsync(ObjectName pod, ProbeKind probe, CancellationToken ct) =>
        ActAsync($"flip the {probe.ToString().ToLowerInvariant()} probe of pod '{pod.Name}'", end => proxy.FlipAsync(pod, probe, end), ct);

    private Task<V1Deployment> PatchAsync(ObjectName deployment, object patch, CancellationToken ct) => access.Client.AppsV1.PatchNamespacedDeploymentAsync(
        new V1Patch(patch, V1Patch.PatchType.StrategicMergePatch), deployment.Name, deployment.Namespace, cancellationToken: ct);

    private static string Unless(V1Deployment deployment) => deployment.Spec.Paused == true ? " once its rollout, which is paused, is resumed" : "";

    private async Task<ActionOutcome> ActAsync(string what, Func<CancellationToken, Task<ActionOutcome>> act, CancellationToken ct)
    {
        if (!await permit.MayActAsync())
        {
            LogNotAllowed(what);
            return Refused("You may only look: log in with the token that may act.");
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var outcome = await act(either.Token);
            LogDone(what, outcome.Message);
            return outcome;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && ActionTrouble.Words(e, what) is { } words)
        {
            LogFailed(what, words);
            return Refused(words);
        }
    }

    private static ActionOutcome Done(string message) => new(true, message);

    private static ActionOutcome Refused(string message) => new(false, message);

    [LoggerMessage(EventId = 4420, Level = LogLevel.Information, Message = "Asked to {What}: {Outcome}")]
    private partial void LogDone(string what, string outcome);

    [LoggerMessage(EventId = 4421, Level = LogLevel.Warning, Message = "Could not {What}: {Problem}")]
    private partial void LogFailed(string what, string problem);

    [LoggerMessage(EventId = 4422, Level = LogLevel.Warning, Message = "Somebody who may only look asked to {What}")]
    private partial void LogNotAllowed(string what);
}
