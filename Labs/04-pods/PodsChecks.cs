using Workshop.Labs.Checks;

namespace Workshop.Labs.Pods;

internal static class PodsChecks
{
    private const string Pod = "monolith";
    private const int HttpPort = 8080;
    private static readonly string[] Requests = ["GET / ", "GET /login", "GET /secure"];

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("running", Answers),
        new("asked", Asked),
        new("gone", Gone),
        new("fixed", Answers, TimeSpan.FromSeconds(60)),
    ];

    private static async Task<CheckResult> Answers(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "the pod 'monolith', ready, that greets on port 8080";
        if (await cluster.Pod(Pod, ct) is not { } pod)
        {
            return CheckResult.Red("no pod 'monolith'", expected, "kubectl get pods");
        }

        if (!LabCluster.IsReady(pod))
        {
            return CheckResult.Red($"'monolith' is {PodWords.StateOf(pod)}", expected, "kubectl describe pod monolith");
        }

        var answer = await cluster.GetOfPod(Pod, HttpPort, "/", ct);
        return answer.IsSuccess && answer.Body.Contains("Hello", StringComparison.Ordinal)
            ? CheckResult.Green($"'monolith' answers {answer}")
            : CheckResult.Red($"'monolith' is ready, and on port 8080 there is {answer}", expected, "kubectl logs monolith");
    }

    // The log is what remains of a request.
    private static async Task<CheckResult> Asked(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "requests for /login and /secure in the log of 'monolith'";
        var log = await cluster.LogOf(Pod, ct);
        var missing = Requests.FirstOrDefault(request => !log.Contains($"\"{request}", StringComparison.Ordinal));
        return missing is null
            ? CheckResult.Green("'monolith' was asked for /, /login and /secure")
            : CheckResult.Red($"no '{missing.TrimEnd()}' in its log", expected, "kubectl logs monolith");
    }

    // Nothing there is what an untouched cluster has, too: the event of its end makes the difference.
    private static async Task<CheckResult> Gone(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "the pod 'monolith' ended by you, and nobody in its place";
        if (await cluster.Pod(Pod, ct) is { } pod)
        {
            return CheckResult.Red($"'monolith' is still there, {PodWords.StateOf(pod)}", expected, "kubectl get pods");
        }

        var events = await cluster.Events("Pod", Pod, ct);
        return events.Any(happened => happened.Reason == "Killing")
            ? CheckResult.Green("'monolith' was ended, and did not come back")
            : CheckResult.Red("no pod 'monolith', and none that was ended", expected, "kubectl get events");
    }
}
