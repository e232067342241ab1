using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.QuickDemo;

internal static class QuickDemoChecks
{
    private const string Name = "monolith";
    private static readonly TimeSpan LoadBalancer = TimeSpan.FromMinutes(3);

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("deployment", DeploymentAsync),
        new("exposed", (cluster, ct) => AnswersAsync(cluster, Name, ct), LoadBalancer),
        new("scaled", (cluster, ct) => ScaledAsync(cluster, Name, 7, ct), TimeSpan.FromMinutes(2)),
        new("cleaned", CleanedAsync),
        new("fixed", FixedAsync, LoadBalancer),
    ];

    private static async Task<CheckResult> DeploymentAsync(LabCluster cluster, CancellationToken ct)
    {
        const string Expected = "a Deployment 'monolith' with a ready pod of its own";
        if (await cluster.Deployment(Name, ct) is not { } deployment)
        {
            return await cluster.Pod(Name, ct) is null
                ? CheckResult.Red("no Deployment 'monolith'", Expected, "kubectl get deployments")
                : CheckResult.Red("a Pod 'monolith' that nobody owns, as 'kubectl run' makes it", Expected, "kubectl create deployment --help");
        }

        var pods = await cluster.PodsOf(deployment, ct);
        return pods.Any(LabCluster.IsReady)
            ? CheckResult.Green($"Deployment 'monolith' owns a ReplicaSet, and that the ready pod '{pods.First(LabCluster.IsReady).Metadata.Name}'")
            : CheckResult.Red($"{pods.Count} pods of the Deployment, none of them ready", Expected, $"kubectl describe pod -l app={Name}");
    }

    private static async Task<CheckResult> AnswersAsync(LabCluster cluster, string name, CancellationToken ct)
    {
        var expected = $"a Service '{name}' of type LoadBalancer whose external address answers";
        if (await cluster.Service(name, ct) is not { Spec.Type: "LoadBalancer" } service)
        {
            return CheckResult.Red($"no Service '{name}' of type LoadBalancer", expected, "kubectl get services");
        }

        if (ExternalAddress(service) is not { } address)
        {
            return CheckResult.Red("a Service without an external address", expected, $"kubectl get service {name} --watch");
        }

        var endpoints = await cluster.ReadyEndpoints(name, ct);
        if (endpoints.Count == 0)
        {
            return CheckResult.Red($"0 endpoints: no ready pod bears the labels that the Service asks for", expected, $"kubectl get pods --show-labels; kubectl describe service {name}");
        }

        var answer = await AnswerAsync(cluster, address, service, ct);
        return answer.IsSuccess && answer.Body.Contains("\"version\"", StringComparison.Ordinal)
            ? CheckResult.Green($"http://{address} answers: {answer}")
            : CheckResult.Red($"{answer} at {address}, with {endpoints.Count} endpoint{(endpoints.Count == 1 ? string.Empty : "s")}", expected, $"kubectl describe service {name} (targetPort), kubectl logs deployment/{name} (where it listens)");
    }

    private static async Task<CheckResult> ScaledAsync(LabCluster cluster, string name, int wanted, CancellationToken ct)
    {
        var expected = $"{wanted} ready pods of the Deployment, all of them endpoints of the Service '{name}'";
        var lookAt = $"kubectl get deployment {name}";
        if (await cluster.Deployment(name, ct) is not { } deployment)
        {
            return CheckResult.Red($"no Deployment '{name}'", expected, lookAt);
        }

        var pods = await cluster.PodsOf(deployment, ct);
        var (ready, endpoints) = (pods.Count(LabCluster.IsReady), await cluster.ReadyEndpoints(name, ct));
        return ready == wanted && endpoints.Count == wanted
            ? CheckResult.Green($"{ready} ready pods on {pods.Select(pod => pod.Spec.NodeName).Distinct().Count()} nodes, {endpoints.Count} endpoints")
            : CheckResult.Red($"{ready} of {deployment.Spec.Replicas} wanted pods ready, {endpoints.Count} endpoints", expected, lookAt);
    }

    private static async Task<CheckResult> CleanedAsync(LabCluster cluster, CancellationToken ct)
    {
        const string Expected = "neither Service nor Deployment nor pods of the demo, which was there before";
        List<string> left = [];
        left.AddRange(await cluster.Service(Name, ct) is null ? [] : ["the Service"]);
        left.AddRange(await cluster.Deployment(Name, ct) is null ? [] : ["the Deployment"]);
        var pods = await cluster.Pods($"app={Name}", ct);
        left.AddRange(pods.Count == 0 ? [] : [$"{pods.Count} pods"]);
        if (left.Count > 0)
        {
            return CheckResult.Red($"still there: {string.Join(", ", left)}", Expected, "kubectl get services,deployments,pods");
        }

        // On an untouched cluster there is nothing either. What was there has left events behind.
        var happened = await cluster.Events("Deployment", Name, ct);
        return happened.Count > 0
            ? CheckResult.Green("nothing of it is left; only events tell that it was there")
            : CheckResult.Red("nothing, and no trace that it ever was there", Expected, "steps 1 to 3 come first");
    }

    private static async Task<CheckResult> FixedAsync(LabCluster cluster, CancellationToken ct)
    {
        var scaled = await ScaledAsync(cluster, "demo", 3, ct);
        return scaled.IsGreen ? await AnswersAsync(cluster, "demo", ct) : scaled with { LookAt = "kubectl describe pod -l app=demo" };
    }

    private static string? ExternalAddress(V1Service service) =>
        service.Status?.LoadBalancer?.Ingress?.FirstOrDefault() is { } ingress ? (string.IsNullOrEmpty(ingress.Ip) ? ingress.Hostname : ingress.Ip) : null;

    // Where ports below 1024 are refused to ordinary users, the embedded cluster serves port 80 at 8080.
    private static async Task<HttpAnswer> AnswerAsync(LabCluster cluster, string address, V1Service service, CancellationToken ct)
    {
        var port = service.Spec.Ports[0].Port;
        var answer = await cluster.Get(new Uri($"http://{address}:{port}/version"), ct);
        return answer.Status == 0 && port < 1024 ? await cluster.Get(new Uri($"http://{address}:{port + 8000}/version"), ct) is { Status: > 0 } higher ? higher : answer : answer;
    }
}
