using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.BreakAndFix;

/// <summary>Whatever was broken: mended is what answers again. How it was mended is the learner's affair.</summary>
internal static class BreakAndFixChecks
{
    // A liveness probe that fails kills after 3 × 2 s.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        Answers("wrong-selector", "bakery"),
        Answers("wrong-port", "library"),
        new("bad-probe", BadProbe, Patience),
        Answers("missing-secret", "bank"),
        Answers("bad-image", "cinema"),
        Answers("too-big", "stadium"),
        Answers("crash-loop", "school"),
        Answers("wrong-target-port", "post"),
        Answers("quota", "market", 3),
        new("blocked-rollout", BlockedRollout, Patience),
        Answers("fixed", "museum"),
    ];

    private static LabCheck Answers(string step, string name, int replicas = 1) =>
        new(step, async (cluster, ct) => await Trouble(cluster, name, replicas, ct) ?? CheckResult.Green($"'{name}' says Hello, {replicas} endpoint(s)"), Patience);

    private static async Task<CheckResult> BadProbe(LabCluster cluster, CancellationToken ct)
    {
        if (await Trouble(cluster, "clinic", 1, ct) is { } trouble)
        {
            return trouble;
        }

        const string expected = "a clinic that answers, and is not restarted any more";
        var pods = await cluster.Pods("app=clinic", ct);
        if (pods.Sum(LabCluster.Restarts) is > 0 and var restarts)
        {
            return CheckResult.Red($"{restarts} restart(s) of 'clinic'", expected, "kubectl describe pod -l app=clinic");
        }

        var oldest = pods.Where(LabCluster.IsReady).Min(pod => pod.Status.StartTime);
        return cluster.Time.GetUtcNow().UtcDateTime - oldest < LongEnough
            ? CheckResult.Red("a clinic that has not run for 10 s yet, so nobody knows", expected, "kubectl get pods -l app=clinic")
            : CheckResult.Green("'clinic' says Hello, and nobody restarts it");
    }

    private static async Task<CheckResult> BlockedRollout(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "townhall back at a version that works, after the rollout of 3.0.0 was blocked";
        if (await cluster.Deployment("townhall", ct) is not { } deployment)
        {
            return CheckResult.Red("no Deployment 'townhall'", expected, "kubectl get deployments");
        }

        if (await Trouble(cluster, "townhall", 2, ct) is { } trouble)
        {
            return trouble;
        }

        var image = deployment.Spec.Template.Spec.Containers[0].Image;
        var status = deployment.Status;
        if (status is null || status.ObservedGeneration != deployment.Metadata.Generation || status.UpdatedReplicas != 2 || status.Replicas != 2 || status.AvailableReplicas != 2)
        {
            return CheckResult.Red($"a rollout to {image} that is not complete: {status?.UpdatedReplicas ?? 0} of 2 pods are of it", expected, "kubectl rollout status deployment/townhall");
        }

        return (await cluster.ReplicaSetsOf(deployment, ct)).Any(set => set.Spec.Template.Spec.Containers[0].Image != image)
            ? CheckResult.Green($"townhall is back at {image}")
            : CheckResult.Red($"townhall at {image}, and no other version was ever tried", expected, "kubectl rollout history deployment/townhall");
    }

    /// <returns>Red with what stands between a request and its Hello; null when it gets one.</returns>
    private static async Task<CheckResult?> Trouble(LabCluster cluster, string name, int replicas, CancellationToken ct)
    {
        var expected = $"Hello from the Service '{name}', by {replicas} pod(s)";
        if (await cluster.Service(name, ct) is not { } service)
        {
            return CheckResult.Red($"no Service '{name}'", expected, "kubectl get services");
        }

        var ready = (await cluster.EndpointSlices(name, ct))
            .Where(slice => slice.Ports is { Count: > 0 })
            .SelectMany(slice => slice.Endpoints ?? [])
            .Count(endpoint => endpoint.Conditions?.Ready != false);
        if (ready < replicas)
        {
            var pods = await cluster.Pods($"app={name}", ct);
            return CheckResult.Red(
                $"{(ready == 0 ? "0 ready endpoints" : $"{ready} of {replicas} ready endpoints")} of '{name}'; its pods: {(pods.Count == 0 ? "none" : string.Join(", ", pods.Select(StateOf)))}",
                expected,
                $"kubectl get pods,endpointslices -l app={name}; kubectl describe pod -l app={name}");
        }

        var answer = await cluster.Get(name, service.Spec.Ports[0].Name, "/", ct);
        return answer.IsSuccess && answer.Body.Contains("Hello", StringComparison.Ordinal)
            ? null
            : CheckResult.Red($"{ready} ready endpoint(s), and no Hello from '{name}' ({answer.Status})", expected, $"kubectl logs deployment/{name}; kubectl describe service {name}");
    }

    /// <summary>One word, as STATUS has it, and for a pod without a node the scheduler's reason.</summary>
    private static string StateOf(V1Pod pod) =>
        LabCluster.IsReady(pod) ? "Ready"
        : pod.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Waiting?.Reason is { } waiting ? waiting
        : pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" }) is { } unplaced ? $"Pending ({unplaced.Message})"
        : pod.Status?.Phase ?? "Unknown";
}
