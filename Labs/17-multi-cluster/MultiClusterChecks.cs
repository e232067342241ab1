using Workshop.Labs.Checks;

namespace Workshop.Labs.MultiCluster;

/// <summary>The second cluster is not looked into: what counts is who answers at the front.</summary>
internal static class MultiClusterChecks
{
    private const int Samples = 40;
    private const string NorthVersion = "1.0.0";
    private const string SouthVersion = "2.0.0";

    // The front asks each cluster once a second, and waits a second for the answer.
    private static readonly TimeSpan DetectionTime = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("north", North),
        new("both", Both),
        new("one-away", OneAway),
        new("fixed", Fixed, TimeSpan.FromMinutes(1)),
    ];

    private static async Task<CheckResult> North(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "version 1.0.0 from the Service 'hello', which has an external address";
        if ((await cluster.Service("hello", ct))?.Status?.LoadBalancer?.Ingress is not { Count: > 0 })
        {
            return CheckResult.Red("no Service 'hello' with an external address", expected, "kubectl get service hello");
        }

        var answer = await cluster.Get("hello", "http", "/version", ct);
        return answer.Body.Contains(NorthVersion, StringComparison.Ordinal)
            ? CheckResult.Green("the first cluster serves version 1.0.0")
            : CheckResult.Red($"from hello: {answer}", expected, "kubectl describe deployment hello");
    }

    private static async Task<CheckResult> Both(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "answers of both clusters at the Service 'front', and no failure";
        var (north, south, failed) = await Ask(cluster, ct);
        return failed == 0 && north > 0 && south > 0
            ? CheckResult.Green($"of {Samples} requests north answered {north}, south {south}")
            : CheckResult.Red($"of {Samples} requests: north {north}, south {south}, failed {failed}", expected, "kubectl get configmap front-routes -o yaml; kubectl logs deployment/front");
    }

    private static async Task<CheckResult> OneAway(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a front with two clusters, of which one went away under a load, and no request that fails later than 2 s after the first";
        var routes = (await cluster.ConfigMap("front-routes", ct))?.Data?.Values.FirstOrDefault() ?? string.Empty;
        if (!routes.Contains("\"north\"", StringComparison.Ordinal) || !routes.Contains("\"south\"", StringComparison.Ordinal))
        {
            return CheckResult.Red("a front that does not know two clusters", expected, "kubectl get configmap front-routes -o yaml");
        }

        var (north, south, failed) = await Ask(cluster, ct);
        if (failed > 0)
        {
            return CheckResult.Red($"{failed} of {Samples} requests that failed", expected, "kubectl logs deployment/front");
        }

        if (south > 0)
        {
            return CheckResult.Red($"both clusters: north {north}, south {south}", expected, "ps aux | grep Workshop.AppHost");
        }

        var (load, why) = await cluster.LoadAt("front", ct);
        return load is null
            ? CheckResult.Red(why, expected, "./workshop load front --rate 40")
            : LoadWords.NotFromTo(load, SouthVersion, NorthVersion, expected)
                ?? LoadWords.FailedLong(load, DetectionTime, expected)
                ?? CheckResult.Green($"south went away: of {load.Sent} requests on the way {load.Failed} failed, of {Samples} now none");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        var answer = await cluster.Get("front", "http", "/news", ct);
        return answer.IsSuccess && answer.Body.Contains("Hello", StringComparison.Ordinal)
            ? CheckResult.Green("the newspaper says Hello")
            : CheckResult.Red($"from /news: {answer.Status}", "Hello at /news of the Service 'front'", "kubectl logs deployment/front");
    }

    private static async Task<(int North, int South, int Failed)> Ask(LabCluster cluster, CancellationToken ct)
    {
        var (north, south, failed) = (0, 0, 0);
        for (var i = 0; i < Samples; i++)
        {
            var answer = await cluster.Get("front", "http", "/version", ct);
            if (answer.Status == 0 || (i == 0 && !answer.IsSuccess))
            {
                // Nobody is there: thirty-nine more tries would say no more.
                return (north, south, Samples);
            }

            (north, south, failed) = answer switch
            {
                { IsSuccess: true } when answer.Body.Contains(NorthVersion, StringComparison.Ordinal) => (north + 1, south, failed),
                { IsSuccess: true } => (north, south + 1, failed),
                _ => (north, south, failed + 1),
            };
        }

        return (north, south, failed);
    }
}
