using Workshop.Labs.Checks;

namespace Workshop.Labs.Canary;

internal static class CanaryChecks
{
    // By pods the share is nearly exact; by weight it is chance, here about 480 times.
    private const double OfPods = 0.10;
    private const double OfWeights = 0.06;

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("stable", Stable),
        new("canary", (cluster, ct) => ShareOf(cluster, (Stable: 3, Canary: 1), 0.25, ct)),
        new("half", (cluster, ct) => ShareOf(cluster, (Stable: 3, Canary: 3), 0.50, ct)),
        new("weights", Weights),
        new("promoted", Promoted),
        new("fixed", Fixed, TimeSpan.FromSeconds(60)),
    ];

    private static async Task<CheckResult> Stable(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "three pods of 1.0.0 behind the Service 'hello', and no canary";
        if (await cluster.Service("hello", ct) is null)
        {
            return CheckResult.Red("no Service 'hello'", expected, "kubectl get services");
        }

        var versions = await cluster.VersionsOf(await cluster.ReadyPodsBehind("hello", ct), ct);
        return versions is ["1.0.0", "1.0.0", "1.0.0"]
            ? CheckResult.Green("three pods of 1.0.0")
            : CheckResult.Red(versions.Count == 0 ? "nobody behind 'hello'" : $"answers of {string.Join(", ", versions)}", expected, "kubectl get pods -l app=hello -L track");
    }

    private static async Task<CheckResult> ShareOf(LabCluster cluster, (int Stable, int Canary) pods, double share, CancellationToken ct)
    {
        var expected = $"{pods.Stable} stable pods, {pods.Canary} of the canary, and a share of {share:P0} (± {OfPods:P0}) for 2.0.0";
        var versions = await cluster.VersionsOf(await cluster.ReadyPodsBehind("hello", ct), ct);
        var (stable, canary) = (versions.Count(version => version == "1.0.0"), versions.Count(version => version == "2.0.0"));
        if (stable != pods.Stable || canary != pods.Canary)
        {
            return CheckResult.Red($"{stable} pods of 1.0.0 and {canary} of 2.0.0 behind 'hello'", expected, "kubectl get pods -l app=hello -L track");
        }

        var (load, why) = await cluster.LoadAt("hello", ct);
        return load is null
            ? CheckResult.Red(why, expected, "./workshop load hello --rate 20 --seconds 10")
            : LoadWords.Lost(load, expected)
                ?? LoadWords.OutOf(load, "2.0.0", share, OfPods, expected)
                ?? CheckResult.Green($"2.0.0 got {load.ShareOf("2.0.0"):P0} of {load.Sent} requests");
    }

    private static async Task<CheckResult> Weights(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a share of 10 % (± 6 %) for 2.0.0 at the gateway, by at least 300 requests";
        var (load, why) = await cluster.LoadAtGateway("canary", ct);
        if (load is null)
        {
            return CheckResult.Red(why, expected, "./workshop load gateway/canary --rate 40 --seconds 12");
        }

        if (load.Sent < 300)
        {
            return CheckResult.Red($"{load.Sent} requests: too few to tell 10 % from chance", expected, "./workshop load gateway/canary --rate 40 --seconds 12");
        }

        return LoadWords.Lost(load, expected)
            ?? LoadWords.OutOf(load, "2.0.0", 0.10, OfWeights, expected)
            ?? CheckResult.Green($"2.0.0 got {load.ShareOf("2.0.0"):P0} of {load.Sent} requests, by weight");
    }

    private static async Task<CheckResult> Promoted(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "three stable pods of 2.0.0, no canary, and a load that lost nothing on the way";
        if (await cluster.Deployment("hello-canary", ct) is not null)
        {
            return CheckResult.Red("the canary is still there", expected, "kubectl get deployments");
        }

        var versions = await cluster.VersionsOf(await cluster.Pods("app=hello", ct), ct);
        if (versions is not ["2.0.0", "2.0.0", "2.0.0"])
        {
            return CheckResult.Red(versions.Count == 0 ? "nobody answers" : $"answers of {string.Join(", ", versions)}", expected, "kubectl get pods -l app=hello -L track");
        }

        var (load, why) = await cluster.LoadAtGateway("canary", ct);
        return load is null
            ? CheckResult.Red(why, expected, "./workshop load gateway/canary --rate 20")
            : LoadWords.Lost(load, expected) ?? LoadWords.NotFromTo(load, "1.0.0", "2.0.0", expected) ?? CheckResult.Green($"2.0.0 for everybody; {load.Sent} requests, none failed");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a ready pod of 'hello-next' that gets requests from the Service 'hello'";
        if (await cluster.Deployment("hello-next", ct) is not { } deployment)
        {
            return CheckResult.Red("no Deployment 'hello-next'", expected, "kubectl get deployments");
        }

        var pods = await cluster.PodsOf(deployment, ct);
        var behind = (await cluster.ReadyPodsBehind("hello", ct)).Select(pod => pod.Metadata.Uid).ToHashSet();
        if (pods.FirstOrDefault(pod => behind.Contains(pod.Metadata.Uid)) is { } taken)
        {
            return await cluster.VersionOf(taken, ct) is { } version
                ? CheckResult.Green($"{taken.Metadata.Name} takes part, with {version}")
                : CheckResult.Red($"{taken.Metadata.Name} is behind 'hello' and does not answer", expected, "kubectl logs deployment/hello-next");
        }

        return pods.Any(LabCluster.IsReady)
            ? CheckResult.Red("'hello-next' is ready, and not behind the Service", expected, "kubectl get pods -L app,track")
            : CheckResult.Red($"'hello-next' is {(pods.Count > 0 ? PodWords.StateOf(pods[0]) : "without a pod")}", expected, "kubectl logs deployment/hello-next");
    }
}
