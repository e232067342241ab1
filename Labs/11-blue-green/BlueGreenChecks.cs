using Workshop.Labs.Checks;

namespace Workshop.Labs.BlueGreen;

internal static class BlueGreenChecks
{
    private const string Blue = "1.0.0";
    private const string Green = "2.0.0";

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("blue", (cluster, ct) => Serves(cluster, "hello", Blue, ct)),
        new("green", BothStand),
        new("switched", Switched),
        new("back", Back),
        new("green-alone", GreenAlone),
        new("fixed", (cluster, ct) => Serves(cluster, "shop", Green, ct), TimeSpan.FromSeconds(60)),
    ];

    /// <summary>Three pods behind the Service, all of one version by their own word.</summary>
    private static async Task<CheckResult> Serves(LabCluster cluster, string service, string version, CancellationToken ct)
    {
        var expected = $"three pods behind the Service '{service}', all of version {version}";
        if (await cluster.Service(service, ct) is null)
        {
            return CheckResult.Red($"no Service '{service}'", expected, "kubectl get services");
        }

        var versions = await cluster.VersionsOf(await cluster.ReadyPodsBehind(service, ct), ct);
        return versions.Count == 3 && versions.All(one => one == version)
            ? CheckResult.Green($"'{service}' is three pods of {version}")
            : CheckResult.Red(versions.Count == 0 ? $"nobody behind '{service}'" : $"answers of {string.Join(", ", versions)}", expected, $"kubectl describe service {service}");
    }

    private static async Task<CheckResult> BothStand(LabCluster cluster, CancellationToken ct)
    {
        if (await Serves(cluster, "hello", Blue, ct) is { IsGreen: false } red)
        {
            return red;
        }

        return await Serves(cluster, "hello-green", Green, ct) is { IsGreen: false } missing
            ? missing
            : CheckResult.Green("blue serves, green stands ready");
    }

    private static async Task<CheckResult> Switched(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "blue up to a moment, green alone from then on, and no request that failed";
        var (load, why) = await cluster.LoadAt("hello", ct);
        if (load is null)
        {
            return CheckResult.Red(why, expected, "./workshop load hello --rate 20");
        }

        return await Serves(cluster, "hello", Green, ct) is { IsGreen: false } red
            ? red
            : LoadWords.Lost(load, expected) ?? LoadWords.NotFromTo(load, Blue, Green, expected) ?? LoadWords.NotAtOnce(load, Blue, Green, expected) ?? CheckResult.Green($"{load.Sent} requests from blue to green, none failed");
    }

    // Blue as it was at first is no way back: the load of the switch tells them apart.
    private static async Task<CheckResult> Back(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "blue serves again, after green did, and green still stands";
        var (load, why) = await cluster.LoadAt("hello", ct);
        if (load is null || load.ShareOf(Green) == 0)
        {
            return CheckResult.Red(load is null ? why : "a load that never saw green", expected, LoadWords.Look);
        }

        return await BothStand(cluster, ct) is { IsGreen: false } red ? red : CheckResult.Green("blue serves again, green stands ready");
    }

    private static async Task<CheckResult> GreenAlone(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "green serves, and blue is gone";
        var blue = await cluster.Pods("app=hello,color=blue", ct);
        if (blue.Count > 0)
        {
            return CheckResult.Red($"{blue.Count} blue pods", expected, "kubectl get pods -l app=hello -L color");
        }

        return await Serves(cluster, "hello", Green, ct) is { IsGreen: false } red ? red : CheckResult.Green("green serves alone");
    }
}
