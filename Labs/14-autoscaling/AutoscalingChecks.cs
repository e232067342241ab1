using k8s;
using Workshop.Labs.Checks;

namespace Workshop.Labs.Autoscaling;

internal static class AutoscalingChecks
{
    private static readonly TimeSpan LoopPatience = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("measured", Measured, LoopPatience),
        new("autoscaler", (cluster, ct) => AtWork(cluster, "hello", ct), LoopPatience),
        new("scaled-up", ScaledUp, LoopPatience),
        new("scaled-down", ScaledDown, LoopPatience),
        new("node-came", NodeCame, LoopPatience),
        new("node-went", NodeWent, LoopPatience),
        new("fixed", (cluster, ct) => AtWork(cluster, "shop", ct), LoopPatience),
    ];

    private static async Task<CheckResult> Measured(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a Ready pod of 'hello' that requests CPU, and a figure of what it uses";
        var ready = (await cluster.Pods("app=hello", ct)).Where(LabCluster.IsReady).ToList();
        if (ready.Count == 0)
        {
            return CheckResult.Red("no Ready pod of 'hello'", expected, "kubectl get pods -l app=hello");
        }

        if (ready.Any(pod => pod.Spec.Containers.Any(container => container.Resources?.Requests?.ContainsKey("cpu") != true)))
        {
            return CheckResult.Red("a pod that requests no CPU", expected, "kubectl describe deployment hello");
        }

        var figures = await cluster.Api.GetKubernetesPodsMetricsByNamespaceAsync(cluster.Namespace);
        return figures.Items.FirstOrDefault(figure => ready.Any(pod => pod.Metadata.Name == figure.Metadata.Name)) is { } measured
            ? CheckResult.Green($"'{measured.Metadata.Name}' uses {measured.Containers.FirstOrDefault()?.Usage["cpu"]} of CPU")
            : CheckResult.Red("no figures of the pods of 'hello' yet", expected, "kubectl top pods -l app=hello");
    }

    /// <summary>An autoscaler that finds what it scales and knows its figure.</summary>
    private static async Task<CheckResult> AtWork(LabCluster cluster, string name, CancellationToken ct)
    {
        var expected = $"an autoscaler '{name}' that knows the load of its pods";
        var lookAt = $"kubectl describe hpa {name}";
        if (await cluster.Autoscaler(name, ct) is not { } autoscaler)
        {
            return CheckResult.Red($"no autoscaler '{name}'", expected, "kubectl get hpa");
        }

        if (autoscaler.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "AbleToScale" or "ScalingActive", Status: not "True" }) is { } trouble)
        {
            return CheckResult.Red($"the autoscaler '{name}' with {trouble.Type} {trouble.Status} ({trouble.Reason})", expected, lookAt);
        }

        return autoscaler.Status?.CurrentMetrics?.FirstOrDefault(metric => metric.Resource?.Current?.AverageUtilization is not null) is { } known
            ? CheckResult.Green($"'{name}' measures {known.Resource.Current.AverageUtilization} % of the requested CPU")
            : CheckResult.Red($"the autoscaler '{name}' without a figure yet", expected, lookAt);
    }

    private static async Task<CheckResult> ScaledUp(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "more pods, made by the autoscaler because of the load";
        var ready = (await cluster.Deployment("hello", ct))?.Status?.ReadyReplicas ?? 0;
        if (!await HasRescaled(cluster, "above target", ct))
        {
            return CheckResult.Red($"{ready} ready pods of 'hello', and no SuccessfulRescale above target", expected, "kubectl describe hpa hello");
        }

        return ready > 1
            ? CheckResult.Green($"the autoscaler made it {ready} pods")
            : CheckResult.Red($"{ready} ready pods of 'hello'", expected, "kubectl get pods -l app=hello");
    }

    private static async Task<CheckResult> ScaledDown(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "1 pod again, after the autoscaler had made more of them and taken them away";
        var wanted = (await cluster.Deployment("hello", ct))?.Spec.Replicas ?? 0;
        if (wanted != 1)
        {
            return CheckResult.Red($"{wanted} wanted pods of 'hello'", expected, "kubectl describe hpa hello");
        }

        return await HasRescaled(cluster, "above target", ct) && await HasRescaled(cluster, "below target", ct)
            ? CheckResult.Green("the autoscaler took the pods away again")
            : CheckResult.Red("1 wanted pod of 'hello' that nobody scaled up and down", expected, "kubectl describe hpa hello");
    }

    private static async Task<CheckResult> NodeCame(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a pod of 'loners' that waited, and runs now on a node that came for it";
        var waited = (await cluster.Events("Pod", string.Empty, ct)).Where(happened => happened.Reason == "TriggeredScaleUp").Select(happened => happened.InvolvedObject.Uid).ToHashSet();
        var pods = await cluster.Pods("app=loners", ct);
        if (pods.FirstOrDefault(pod => waited.Contains(pod.Metadata.Uid) && LabCluster.IsReady(pod)) is { } helped)
        {
            return CheckResult.Green($"'{helped.Metadata.Name}' waited, and runs on '{helped.Spec.NodeName}'");
        }

        var pending = pods.Count(pod => string.IsNullOrEmpty(pod.Spec.NodeName));
        return CheckResult.Red($"no pod for which a node came, {pods.Count} of 'loners' in all, {pending} waiting", expected, "kubectl get events --field-selector reason=TriggeredScaleUp");
    }

    private static async Task<CheckResult> NodeWent(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a node that came for a pod of 'loners', and is gone";
        var nodes = (await cluster.Nodes(ct)).Select(node => node.Metadata.Name).ToHashSet();
        var used = (await cluster.Events("Pod", string.Empty, ct))
            .Where(happened => happened.Reason == "Scheduled" && happened.InvolvedObject.Name.StartsWith("loners-", StringComparison.Ordinal))
            .Select(happened => happened.Message.Split(' ')[^1]);
        return used.FirstOrDefault(node => !nodes.Contains(node)) is { } gone
            ? CheckResult.Green($"'{gone}' came for a pod, and is gone")
            : CheckResult.Red($"{nodes.Count} nodes, and none that came and went", expected, "kubectl get nodes");
    }

    private static async Task<bool> HasRescaled(LabCluster cluster, string why, CancellationToken ct) =>
        (await cluster.Events("HorizontalPodAutoscaler", "hello", ct)).Any(happened => happened.Reason == "SuccessfulRescale" && happened.Message.Contains(why, StringComparison.Ordinal));
}
