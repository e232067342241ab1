using System.Text.Json;
using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.Deployments;

internal static class DeploymentsChecks
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("deployed", Deployed, TimeSpan.FromSeconds(60)),
        new("scaled", (cluster, ct) => Has(cluster, "hello", 5, ct)),
        new("declared", Declared),
        new("replaced", Replaced),
        new("moved", Moved, TimeSpan.FromSeconds(60)),
        new("fixed", (cluster, ct) => Has(cluster, "greeter", 3, ct), TimeSpan.FromSeconds(60)),
    ];

    private static async Task<CheckResult> Deployed(LabCluster cluster, CancellationToken ct)
    {
        foreach (var (name, replicas) in new[] { ("auth", 1), ("hello", 3), ("frontend", 1) })
        {
            if (await Has(cluster, name, replicas, ct) is { IsGreen: false } red)
            {
                return red;
            }
        }

        const string expected = "the frontend greets at /, and auth stands behind /login";
        var greeting = await cluster.Get("frontend", "http", "/", ct);
        if (!greeting.IsSuccess || !greeting.Body.Contains("Hello", StringComparison.Ordinal))
        {
            return CheckResult.Red($"the frontend's answer at /: {greeting}", expected, "kubectl get endpointslices -l kubernetes.io/service-name=hello");
        }

        // Without a password: that it is refused is auth's answer.
        var login = await cluster.Get("frontend", "http", "/login", ct);
        return login.Status == 401
            ? CheckResult.Green("auth, hello and frontend answer together")
            : CheckResult.Red($"the frontend's answer at /login: {login}", expected, "kubectl get endpointslices -l kubernetes.io/service-name=auth");
    }

    /// <summary>So many ready pods and no others, that belong to the Deployment by owner references: what is still ending is a pod, too, until it is gone.</summary>
    private static async Task<CheckResult> Has(LabCluster cluster, string name, int replicas, CancellationToken ct)
    {
        var expected = $"the Deployment '{name}' with {replicas} ready pods of its own";
        if (await cluster.Deployment(name, ct) is not { } deployment)
        {
            return CheckResult.Red($"no Deployment '{name}'", expected, "kubectl get deployments");
        }

        if (deployment.Spec.Replicas != replicas)
        {
            return CheckResult.Red($"'{name}' wants {deployment.Spec.Replicas} replicas", expected, $"kubectl get deployment {name}");
        }

        var pods = await cluster.PodsOf(deployment, ct);
        var ready = pods.Count(LabCluster.IsReady);
        if (ready == replicas && pods.Count > ready)
        {
            return CheckResult.Red($"{ready} of {replicas} ready, and {string.Join(", ", pods.Where(pod => !LabCluster.IsReady(pod)).Select(pod => $"{pod.Metadata.Name} {PodWords.StateOf(pod)}"))}", expected, $"kubectl get pods -l app={name}");
        }

        return ready == replicas
            ? CheckResult.Green($"'{name}' has {ready} of {replicas}")
            : CheckResult.Red($"{ready} of {replicas} ready{await Reason(cluster, deployment, pods, ct)}", expected, pods.Count == 0 ? $"kubectl describe replicaset -l app={name}" : $"kubectl get pods -l app={name}");
    }

    // Where no pod can be made, the ReplicaSet's events know why; else the pods' own state.
    private static async Task<string> Reason(LabCluster cluster, V1Deployment deployment, IReadOnlyList<V1Pod> pods, CancellationToken ct)
    {
        if (pods.FirstOrDefault(pod => !LabCluster.IsReady(pod)) is { } pod)
        {
            return $"; {pod.Metadata.Name} is {PodWords.StateOf(pod)}";
        }

        foreach (var set in await cluster.ReplicaSetsOf(deployment, ct))
        {
            if ((await cluster.Events("ReplicaSet", set.Metadata.Name, ct)).LastOrDefault(happened => happened.Reason == "FailedCreate") is { } failed)
            {
                return $"; {failed.Message}";
            }
        }

        return string.Empty;
    }

    private static async Task<CheckResult> Declared(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'hello' back at the 3 replicas of its file, by apply";
        if (await Has(cluster, "hello", 3, ct) is { IsGreen: false } red)
        {
            return red;
        }

        var deployment = (await cluster.Deployment("hello", ct))!;
        if (AppliedReplicas(deployment) != 3)
        {
            return CheckResult.Red("3 replicas, and no file that was applied with 3", expected, "kubectl diff -f Labs/08-deployments/hello.yaml");
        }

        var wasMore = (await cluster.Events("Deployment", "hello", ct)).Any(happened => happened.Reason == "ScalingReplicaSet" && happened.Message.StartsWith("Scaled down", StringComparison.Ordinal));
        return wasMore
            ? CheckResult.Green("there were more, and the file brought 'hello' back to 3")
            : CheckResult.Red("3 replicas, and never more than that", expected, "kubectl describe deployment hello");
    }

    private static int? AppliedReplicas(V1Deployment deployment)
    {
        if (deployment.Metadata.Annotations?.TryGetValue(LastApplied, out var applied) != true || applied is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(applied);
        return document.RootElement.GetProperty("spec").TryGetProperty("replicas", out var replicas) ? replicas.GetInt32() : null;
    }

    private static async Task<CheckResult> Replaced(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a pod of 'hello' that was ended by hand, and 3 ready ones all the same";
        if (await Has(cluster, "hello", 3, ct) is { IsGreen: false } red)
        {
            return red;
        }

        var sets = await cluster.ReplicaSetsOf((await cluster.Deployment("hello", ct))!, ct);
        var ended = (await cluster.Events("Pod", string.Empty, ct))
            .Where(happened => happened.Reason == "Killing")
            .Select(happened => happened.InvolvedObject.Name)
            .Where(name => sets.Any(set => name.StartsWith(set.Metadata.Name + "-", StringComparison.Ordinal)))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            // "Deleted pod: hello-5c589879f5-7chsn": these it ended itself, to scale down.
            foreach (var happened in (await cluster.Events("ReplicaSet", set.Metadata.Name, ct)).Where(happened => happened.Reason == "SuccessfulDelete"))
            {
                ended.Remove(happened.Message.Split(": ")[^1]);
            }
        }

        ended.ExceptWith((await cluster.Pods("app=hello", ct)).Select(pod => pod.Metadata.Name));
        return ended.Count > 0
            ? CheckResult.Green($"{ended.First()} was deleted, and another one took its place")
            : CheckResult.Red("no pod of 'hello' that was ended but by scaling", expected, "kubectl get events --field-selector reason=Killing");
    }

    private static async Task<CheckResult> Moved(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "pods of 'hello' that had to leave their node, 3 ready ones, and all nodes Ready again";
        var evicted = (await cluster.Events("Pod", string.Empty, ct))
            .Where(happened => happened.Reason == "TaintManagerEviction" && happened.InvolvedObject.Name.StartsWith("hello-", StringComparison.Ordinal))
            .Select(happened => happened.InvolvedObject.Name)
            .ToHashSet(StringComparer.Ordinal);
        if (evicted.Count == 0)
        {
            return CheckResult.Red("no pod of 'hello' that had to leave its node", expected, "kubectl get events --field-selector reason=TaintManagerEviction");
        }

        if (await Has(cluster, "hello", 3, ct) is { IsGreen: false } red)
        {
            return red;
        }

        var dark = (await cluster.Nodes(ct)).FirstOrDefault(node => !LabCluster.IsReady(node));
        return dark is null
            ? CheckResult.Green($"{string.Join(", ", evicted)} left a dead node; 3 are ready elsewhere")
            : CheckResult.Red($"{dark.Metadata.Name} is not Ready", expected, $"kubectl annotate node {dark.Metadata.Name} workshop.dev/power-");
    }
}
