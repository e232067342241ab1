using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.Health;

internal static class HealthChecks
{
    private const string Pod = "healthy-monolith";
    private const int HealthPort = 8081;

    // Three failures of the liveness probe, three seconds apart, and the time to make sure.
    private static readonly TimeSpan OldEnough = TimeSpan.FromSeconds(12);

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("healthy", Healthy),
        new("unready", Unready),
        new("ready-again", ReadyAgain),
        new("restarted", Restarted),
        new("started", Started),
        new("fixed", Fixed, TimeSpan.FromSeconds(60)),
    ];

    private static async Task<CheckResult> Healthy(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'healthy-monolith' ready, among its Service's endpoints, and answering on its health port";
        if (await cluster.Pod(Pod, ct) is not { } pod)
        {
            return CheckResult.Red("no pod 'healthy-monolith'", expected, "kubectl get pods");
        }

        if (!LabCluster.IsReady(pod))
        {
            return CheckResult.Red($"'healthy-monolith' is {PodWords.StateOf(pod)}", expected, "kubectl describe pod healthy-monolith");
        }

        if ((await cluster.ReadyEndpoints(Pod, ct)).Count == 0)
        {
            return CheckResult.Red("no endpoint behind the Service", expected, "kubectl describe service healthy-monolith");
        }

        var answer = await cluster.GetOfPod(Pod, HealthPort, "/readiness", ct);
        return answer.IsSuccess
            ? CheckResult.Green("'healthy-monolith' says that it is ready, and gets requests")
            : CheckResult.Red($"on the health port there is {answer}", expected, "kubectl logs healthy-monolith");
    }

    private static async Task<CheckResult> Unready(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'healthy-monolith' running, not ready by its own word, without a restart and without an endpoint";
        if (await cluster.Pod(Pod, ct) is not { } pod)
        {
            return CheckResult.Red("no pod 'healthy-monolith'", expected, "kubectl get pods");
        }

        if (LabCluster.IsReady(pod))
        {
            return CheckResult.Red("'healthy-monolith' is ready", expected, "curl http://127.0.0.1:10081/readiness/status");
        }

        if (LabCluster.Restarts(pod) > 0)
        {
            return CheckResult.Red($"{LabCluster.Restarts(pod)} restarts: that was the other switch", expected, "kubectl describe pod healthy-monolith");
        }

        var answer = await cluster.GetOfPod(Pod, HealthPort, "/readiness", ct);
        // Where nobody listens the API server says 503, too, and says more than the pod does.
        if (answer.Status != 503 || answer.Body.Length > 0)
        {
            return CheckResult.Red($"not ready, though the pod itself says {(answer.Status == 200 ? "200, that it is" : answer.ToString())}", expected, "kubectl describe pod healthy-monolith");
        }

        var endpoints = await cluster.ReadyEndpoints(Pod, ct);
        return endpoints.Count == 0
            ? CheckResult.Green("'healthy-monolith' runs, says 503, and gets no requests")
            : CheckResult.Red($"{endpoints.Count} ready endpoint", expected, "kubectl get endpointslices -l kubernetes.io/service-name=healthy-monolith");
    }

    private static async Task<CheckResult> ReadyAgain(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'healthy-monolith' ready once more after a time when it was not, without a restart";
        if (await cluster.Pod(Pod, ct) is not { } pod || !LabCluster.IsReady(pod))
        {
            return CheckResult.Red("'healthy-monolith' is not ready", expected, "kubectl get pod healthy-monolith");
        }

        if (LabCluster.Restarts(pod) > 0)
        {
            return CheckResult.Red($"{LabCluster.Restarts(pod)} restarts", expected, "kubectl describe pod healthy-monolith");
        }

        return await HasFailed(cluster, Pod, "Readiness probe failed", ct)
            ? CheckResult.Green("'healthy-monolith' was out of service and is back, without a restart")
            : CheckResult.Red("no readiness probe that failed", expected, "kubectl describe pod healthy-monolith");
    }

    private static async Task<CheckResult> Restarted(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a restart of 'healthy-monolith' by its liveness probe, and the pod ready again";
        if (await cluster.Pod(Pod, ct) is not { } pod || LabCluster.Restarts(pod) == 0)
        {
            return CheckResult.Red("no restart of 'healthy-monolith'", expected, "kubectl get pod healthy-monolith");
        }

        var killed = (await cluster.Events("Pod", Pod, ct)).Any(happened => happened.Reason == "Killing" && happened.Message.Contains("failed liveness probe", StringComparison.Ordinal));
        if (!killed)
        {
            return CheckResult.Red($"{LabCluster.Restarts(pod)} restarts, and none by the liveness probe", expected, "kubectl describe pod healthy-monolith");
        }

        return LabCluster.IsReady(pod)
            ? CheckResult.Green($"{LabCluster.Restarts(pod)} restart by the liveness probe, and ready again")
            : CheckResult.Red($"restarted, and now {PodWords.StateOf(pod)}", expected, "kubectl describe pod healthy-monolith");
    }

    private static async Task<CheckResult> Started(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "the pod 'slow' ready after some patience of its startup probe, without a restart";
        if (await cluster.Pod("slow", ct) is not { } pod)
        {
            return CheckResult.Red("no pod 'slow'", expected, "kubectl get pods");
        }

        if (LabCluster.Restarts(pod) > 0)
        {
            return CheckResult.Red($"'slow' was restarted {LabCluster.Restarts(pod)} times before it was up", expected, "kubectl describe pod slow");
        }

        if (!LabCluster.IsReady(pod))
        {
            return CheckResult.Red($"'slow' is {PodWords.StateOf(pod)}", expected, "kubectl describe pod slow");
        }

        return await HasFailed(cluster, "slow", "Startup probe failed", ct)
            ? CheckResult.Green("'slow' took its time, and was not restarted")
            : CheckResult.Red("no startup probe that had to wait", expected, "kubectl describe pod slow");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'impatient-monolith' ready, with both probes, and not restarted for 12 s";
        const string name = "impatient-monolith";
        if (await cluster.Pod(name, ct) is not { } pod)
        {
            return CheckResult.Red("no pod 'impatient-monolith'", expected, "kubectl get pods");
        }

        var container = pod.Spec.Containers[0];
        if (container.ReadinessProbe is null || container.LivenessProbe is null)
        {
            return CheckResult.Red("a probe was taken away", expected, "kubectl describe pod impatient-monolith");
        }

        if (!LabCluster.IsReady(pod) || (await cluster.ReadyEndpoints(name, ct)).Count == 0)
        {
            return CheckResult.Red($"'impatient-monolith' is {PodWords.StateOf(pod)}, {LabCluster.Restarts(pod)} restarts", expected, "kubectl describe pod impatient-monolith");
        }

        var age = cluster.Time.GetUtcNow() - StartOf(pod);
        return age >= OldEnough
            ? CheckResult.Green($"'impatient-monolith' has been alive for {age.TotalSeconds:0} s")
            : CheckResult.Red($"'impatient-monolith' is ready, and only {age.TotalSeconds:0} s old", expected, "kubectl get pod impatient-monolith --watch");
    }

    private static DateTimeOffset StartOf(V1Pod pod) => pod.Status.ContainerStatuses[0].State.Running?.StartedAt is { } startedAt ? new DateTimeOffset(startedAt.ToUniversalTime()) : DateTimeOffset.MaxValue;

    private static async Task<bool> HasFailed(LabCluster cluster, string pod, string words, CancellationToken ct) =>
        (await cluster.Events("Pod", pod, ct)).Any(happened => happened.Message.Contains(words, StringComparison.Ordinal));
}
