using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.ServicesAndLabels;

internal static class ServicesAndLabelsChecks
{
    private const string Service = "monolith";
    private const string EndpointsOfIt = "kubectl get endpointslices -l kubernetes.io/service-name=monolith";

    // The Service's proxy picks an endpoint by chance: with so many requests both have answered but once in a million.
    private const int Requests = 20;

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("pods", TwoPods),
        new("no-endpoints", (cluster, ct) => NoEndpoints(cluster, "no pod bears secure=enabled yet, and nobody answers", ct)),
        new("one-endpoint", OneEndpoint),
        new("both-answer", BothAnswer),
        new("none-again", (cluster, ct) => NoEndpoints(cluster, "the labels are gone, and so are the endpoints", ct)),
        new("fixed", Fixed),
    ];

    private static async Task<CheckResult> TwoPods(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "two ready pods app=monolith,version=v1, one with track=stable and one with track=test";
        const string look = "kubectl get pods --show-labels";
        var ready = (await cluster.Pods("app=monolith,version=v1", ct)).Where(LabCluster.IsReady).ToList();
        if (ready.Count != 2)
        {
            return CheckResult.Red($"{ready.Count} ready pods app=monolith,version=v1", expected, look);
        }

        foreach (var track in new[] { "stable", "test" })
        {
            if (ready.Count(pod => pod.Metadata.Labels.TryGetValue("track", out var its) && its == track) != 1)
            {
                return CheckResult.Red($"not one with track={track}", expected, look);
            }
        }

        return CheckResult.Green("two pods that differ in one label");
    }

    private static async Task<CheckResult> NoEndpoints(LabCluster cluster, string green, CancellationToken ct)
    {
        const string expected = "the Service 'monolith' of type NodePort, two ready pods, and no endpoint";
        var (red, endpoints) = await Look(cluster, expected, ct);
        if (red is not null)
        {
            return red;
        }

        if (endpoints.Count > 0)
        {
            return CheckResult.Red(Count(endpoints), expected, EndpointsOfIt);
        }

        var answer = await cluster.Get(Service, "http", "/", ct);
        return answer.IsSuccess ? CheckResult.Red($"an answer all the same: {answer}", expected, EndpointsOfIt) : CheckResult.Green(green);
    }

    private static async Task<CheckResult> OneEndpoint(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "one endpoint: the one pod that bears secure=enabled, and it answers";
        var (red, endpoints) = await Look(cluster, expected, ct);
        if (red is not null)
        {
            return red;
        }

        if (endpoints.Count != 1)
        {
            return CheckResult.Red(Count(endpoints), expected, "kubectl get pods -L secure");
        }

        var answer = await cluster.Get(Service, "http", "/", ct);
        return answer.IsSuccess
            ? CheckResult.Green($"{endpoints[0].Metadata.Name} answers for the Service")
            : CheckResult.Red($"one endpoint, and {answer}", expected, EndpointsOfIt);
    }

    private static async Task<CheckResult> BothAnswer(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "answers of both pods through the Service";
        var (red, endpoints) = await Look(cluster, expected, ct);
        if (red is not null)
        {
            return red;
        }

        if (endpoints.Count != 2)
        {
            return CheckResult.Red(Count(endpoints), expected, "kubectl get pods -L secure");
        }

        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Requests && seen.Count < 2; i++)
        {
            var answer = await cluster.Get(Service, "http", "/", ct);
            seen.Add(answer.Headers.TryGetValue("Workshop-Pod", out var pod) ? pod : answer.ToString());
        }

        return seen.SetEquals(endpoints.Select(pod => pod.Metadata.Name))
            ? CheckResult.Green($"{string.Join(" and ", seen)} answer in turn")
            : CheckResult.Red($"answers of {string.Join(" and ", seen)}", expected, EndpointsOfIt);
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "the Service 'monolith-web' with both pods behind it, and an answer";
        if (await cluster.Service("monolith-web", ct) is null)
        {
            return CheckResult.Red("no Service 'monolith-web'", expected, "kubectl get services");
        }

        var endpoints = await cluster.ReadyPodsBehind("monolith-web", ct);
        if (endpoints.Count != 2)
        {
            return CheckResult.Red($"{Count(endpoints)} behind 'monolith-web'", expected, "kubectl describe service monolith-web");
        }

        var answer = await cluster.Get("monolith-web", "web", "/", ct);
        return answer.IsSuccess
            ? CheckResult.Green($"'monolith-web' answers {answer}")
            : CheckResult.Red($"two endpoints, and {answer}", expected, "kubectl get endpointslices -l kubernetes.io/service-name=monolith-web");
    }

    private static string Count(IReadOnlyList<V1Pod> endpoints) => endpoints.Count == 1 ? "1 ready endpoint" : $"{endpoints.Count} ready endpoints";

    // What all steps with the Service have in common; and the pods behind it.
    private static async Task<(CheckResult? Red, IReadOnlyList<V1Pod> Endpoints)> Look(LabCluster cluster, string expected, CancellationToken ct)
    {
        if (await cluster.Service(Service, ct) is not { } service)
        {
            return (CheckResult.Red("no Service 'monolith'", expected, "kubectl get services"), []);
        }

        if (service.Spec.Type != "NodePort")
        {
            return (CheckResult.Red($"a Service of type {service.Spec.Type}", expected, "kubectl get service monolith"), []);
        }

        if (service.Spec.Selector is not { Count: 2 } selector || !selector.TryGetValue("secure", out var secure) || secure != "enabled")
        {
            return (CheckResult.Red("a Service that does not ask for secure=enabled: change the pods, not the Service", expected, "kubectl describe service monolith"), []);
        }

        var ready = (await cluster.Pods("app=monolith", ct)).Count(LabCluster.IsReady);
        return ready == 2
            ? (null, await cluster.ReadyPodsBehind(Service, ct))
            : (CheckResult.Red($"{ready} ready pods app=monolith", expected, "kubectl get pods -l app=monolith"), []);
    }
}
