using System.Text.RegularExpressions;

namespace Workshop.EndToEnd;

/// <summary>A Deployment grows with its load, as a learner sees it.</summary>
[Collection(CollectionsByName.Own)]
public sealed partial class AutoscalingTests
{
    private const string Hello = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: hello }
        spec:
          selector: { matchLabels: { app: hello } }
          template:
            metadata: { labels: { app: hello } }
            spec:
              containers:
              - name: hello
                image: workshop/hello:1.0.0
                env: [{ name: Workshop__Lab, value: "true" }]
                resources: { requests: { cpu: 50m, memory: 32Mi } }
                readinessProbe: { httpGet: { path: /readiness, port: 8081 }, periodSeconds: 1 }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Load_on_a_pod_brings_more_pods_and_top_shows_who_is_busy()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        RequiredTool.Named("curl");
        await using var workshop = await RunningWorkshop.Start(["--empty", "--nodes", "1", "--Autoscaling:Period=00:00:02"]);
        (await workshop.Apply(Hello)).Succeeded();
        (await workshop.KubectlInLabs("rollout status deployment/hello --timeout=60s")).Succeeded();
        (await workshop.KubectlInLabs("autoscale deployment hello --min=1 --max=3 --cpu-percent=50")).Succeeded();
        await Until(async () => (await Get(workshop, "top pods -l app=hello --no-headers")).Contains("Mi", StringComparison.Ordinal), "top shows the pod");
        var idle = await Get(workshop, "get pods -l app=hello -o jsonpath='{.items[0].metadata.name} {.items[0].status.podIP}'");
        var (busy, address) = (idle.Split(' ')[0], idle.Split(' ')[1]);

        (await workshop.Curl($"--fail --json '{{\"cpus\":0.5,\"seconds\":300}}' http://{address}:8081/faults")).Succeeded();

        await Until(async () => await Get(workshop, "get hpa hello -o jsonpath='{.status.desiredReplicas}'") == "3", "the autoscaler wants three pods");
        (await workshop.KubectlInLabs("wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/hello --timeout=60s")).Succeeded();
        await Until(
            async () => (await Get(workshop, "describe hpa hello")).Contains("New size: 3; reason: cpu resource utilization (percentage of request) above target", StringComparison.Ordinal),
            "an event says why");
        var described = await Get(workshop, "describe hpa hello");
        Assert.Matches(@"resource cpu on pods\s+\(as a percentage of request\):\s+\d+% \(\d+m\) / 50%", described);
        Assert.Matches(@"ScalingActive\s+True\s+ValidMetricFound\s+the HPA was able to successfully calculate a replica count from cpu resource utilization \(percentage of request\)", described);
        await Until(async () => Row().IsMatch(await Get(workshop, "get hpa")), "get hpa shows three pods and their load");
        Assert.Equal("50", await Get(workshop, "get horizontalpodautoscalers.v1.autoscaling hello -o jsonpath='{.spec.targetCPUUtilizationPercentage}'"));

        await Until(async () => (await Get(workshop, "top pods --no-headers")).Split('\n').Length == 3, "top shows all three");
        // A pod that begins is busy, too, for a moment.
        var busiestFirst = new Regex($@"^NAME\s+CPU\(cores\)\s+MEMORY\(bytes\)\s+{busy}\s+\d\d+m\s+\d+Mi");
        await Until(async () => busiestFirst.IsMatch(await Get(workshop, "top pods --sort-by=cpu")), "the busy pod is the first by its load");
        Assert.Matches($@"(?m)^{busy}\s+hello\s+\d\d+m\s+\d+Mi", await Get(workshop, "top pods --containers"));
        Assert.Matches($@"(?m)^default\s+{busy}\s+\d\d+m\s+\d+Mi", await Get(workshop, "top pods -A"));
        Assert.Matches($@"(?m)^{busy}\s+\d\d+m\s+\d+Mi", await Get(workshop, $"top pod {busy}"));
        Assert.Matches(@"(?m)^node-1\s+\d\d+m\s+\d+%\s+\d+Mi\s+\d+%", await Get(workshop, "top nodes"));
        await workshop.EndsWithoutATrace();
    }

    private static async Task<string> Get(RunningWorkshop workshop, string arguments) => (await workshop.KubectlInLabs(arguments)).Succeeded();

    private static Task Until(Func<Task<bool>> condition, string what) => Eventually.Is(condition, what, Limit, CancellationToken.None);

    [GeneratedRegex(@"^hello\s+Deployment/hello\s+cpu: \d+%/50%\s+1\s+3\s+3\s", RegexOptions.Multiline)]
    private static partial Regex Row();
}
