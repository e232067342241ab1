using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.RollingUpdate;

internal static class RollingUpdateChecks
{
    private const string Name = "hello";
    private const string History = "kubectl rollout history deployment/hello";

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("running", (cluster, ct) => AllOf(cluster, Name, "1.0.0", ct)),
        new("updated", Updated),
        new("cause", Cause),
        new("paused", Paused),
        new("resumed", Resumed),
        new("stalled", Stalled),
        new("undone", Undone),
        new("fixed", Fixed, TimeSpan.FromSeconds(60)),
    ];

    /// <summary>Three ready pods, all of one version by their own word, behind the Service.</summary>
    private static async Task<CheckResult> AllOf(LabCluster cluster, string name, string version, CancellationToken ct)
    {
        var expected = $"three ready pods behind the Service '{name}', all of version {version}";
        if (await cluster.Deployment(name, ct) is not { } deployment)
        {
            return CheckResult.Red($"no Deployment '{name}'", expected, "kubectl get deployments");
        }

        var versions = await cluster.VersionsOf(await cluster.PodsOf(deployment, ct), ct);
        if (versions.Count != 3 || versions.Any(one => one != version))
        {
            return CheckResult.Red(versions.Count == 0 ? "no pod that answers" : $"answers of {string.Join(", ", versions)}", expected, $"kubectl get pods -l app={name}");
        }

        var behind = await cluster.ReadyEndpoints(name, ct);
        return behind.Count == 3
            ? CheckResult.Green($"three pods of {version}")
            : CheckResult.Red($"{behind.Count} ready endpoints", expected, $"kubectl describe service {name}");
    }

    private static async Task<CheckResult> Updated(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "1.0.0, then both, then 2.0.0 alone, and no request that failed";
        var (load, why) = await cluster.LoadAt(Name, ct);
        if (load is null)
        {
            return CheckResult.Red(why, expected, "./workshop load hello --rate 20");
        }

        var now = await AllOf(cluster, Name, "2.0.0", ct);
        return !now.IsGreen
            ? now
            : LoadWords.Lost(load, expected) ?? LoadWords.NotFromTo(load, "1.0.0", "2.0.0", expected) ?? CheckResult.Green($"{load.Sent} requests from 1.0.0 to 2.0.0, none failed");
    }

    private static async Task<CheckResult> Cause(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a cause of your own beside the newest revision, which names its version and is no command";
        if (await cluster.Deployment(Name, ct) is not { } deployment || (await cluster.ReplicaSetsOf(deployment, ct)) is not [.., var newest])
        {
            return CheckResult.Red("no Deployment 'hello' with a history", expected, "kubectl get deployments");
        }

        var cause = newest.Metadata.Annotations?.TryGetValue("kubernetes.io/change-cause", out var said) == true ? said : string.Empty;
        var version = newest.Spec.Template.Spec.Containers[0].Image.Split(':')[^1];
        return version == "2.0.0" && cause.Contains(version, StringComparison.Ordinal) && !cause.StartsWith("kubectl", StringComparison.Ordinal)
            ? CheckResult.Green($"the newest revision says '{cause}'")
            : CheckResult.Red($"the newest revision, of {version}, says '{cause}'", expected, History);
    }

    private static async Task<CheckResult> Paused(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a paused rollout with ready pods of two versions";
        if (await cluster.Deployment(Name, ct) is not { } deployment)
        {
            return CheckResult.Red("no Deployment 'hello'", expected, "kubectl get deployments");
        }

        if (deployment.Spec.Paused != true)
        {
            return CheckResult.Red("a Deployment that is not paused", expected, "kubectl rollout pause deployment/hello");
        }

        var versions = (await cluster.VersionsOf(await cluster.PodsOf(deployment, ct), ct)).Distinct().ToList();
        return versions.Count == 2
            ? CheckResult.Green($"paused, and {string.Join(" and ", versions)} answer")
            : CheckResult.Red($"paused, and {(versions.Count == 0 ? "nobody answers" : $"only {versions[0]} answers")}", expected, "kubectl get replicasets -l app=hello");
    }

    private static async Task<CheckResult> Resumed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a rollout that went on to its end, back to 1.0.0 as revision 3 or later";
        if (await cluster.Deployment(Name, ct) is not { } deployment)
        {
            return CheckResult.Red("no Deployment 'hello'", expected, "kubectl get deployments");
        }

        if (deployment.Spec.Paused == true)
        {
            return CheckResult.Red("a Deployment that is still paused", expected, "kubectl rollout resume deployment/hello");
        }

        if (Revision(deployment) < 3)
        {
            return CheckResult.Red($"revision {Revision(deployment)}: it was never anything else", expected, History);
        }

        return await AllOf(cluster, Name, "1.0.0", ct) is { IsGreen: false } red ? red : CheckResult.Green($"1.0.0 again, as revision {Revision(deployment)}");
    }

    private static async Task<CheckResult> Stalled(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a rollout to 3.0.0 that is stuck, and three old pods that answer";
        if (await cluster.Deployment(Name, ct) is not { } deployment)
        {
            return CheckResult.Red("no Deployment 'hello'", expected, "kubectl get deployments");
        }

        var image = deployment.Spec.Template.Spec.Containers[0].Image;
        if (!image.EndsWith(":3.0.0", StringComparison.Ordinal))
        {
            return CheckResult.Red($"no rollout to 3.0.0, but {image}", expected, "kubectl get deployment hello -o wide");
        }

        var versions = await cluster.VersionsOf(await cluster.PodsOf(deployment, ct), ct);
        if (versions.Count != 3 || versions.Contains("3.0.0"))
        {
            return CheckResult.Red($"{versions.Count} pods that answer", expected, "kubectl get pods -l app=hello");
        }

        var progress = deployment.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Progressing");
        return progress?.Reason == "ProgressDeadlineExceeded"
            ? CheckResult.Green($"3.0.0 is stuck, and three pods of {versions[0]} answer")
            : CheckResult.Red($"a rollout under way ({progress?.Reason})", expected, "kubectl rollout status deployment/hello");
    }

    private static async Task<CheckResult> Undone(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "2.0.0 once more, after 3.0.0 was tried";
        if (await cluster.Deployment(Name, ct) is not { } deployment)
        {
            return CheckResult.Red("no Deployment 'hello'", expected, "kubectl get deployments");
        }

        var tried = (await cluster.ReplicaSetsOf(deployment, ct)).Any(set => set.Spec.Template.Spec.Containers[0].Image.EndsWith(":3.0.0", StringComparison.Ordinal));
        if (!tried)
        {
            return CheckResult.Red("no 3.0.0 in the history", expected, History);
        }

        return await AllOf(cluster, Name, "2.0.0", ct) is { IsGreen: false } red ? red : CheckResult.Green($"2.0.0 again, as revision {Revision(deployment)}");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'hello-fast' with three pods of 2.0.0, and a strategy that takes no pod away before a new one is ready";
        var away = (await cluster.Deployment("hello-fast", ct))?.Spec.Strategy?.RollingUpdate?.MaxUnavailable?.Value;
        if (away is not ("0" or "0%"))
        {
            return CheckResult.Red(away is null ? "no Deployment 'hello-fast' with a number for maxUnavailable" : $"maxUnavailable {away}", expected, "kubectl get deployment hello-fast -o jsonpath='{.spec.strategy}'");
        }

        return await AllOf(cluster, "hello-fast", "2.0.0", ct) is { IsGreen: false } red ? red : CheckResult.Green("three pods of 2.0.0, and a net below them");
    }

    private static int Revision(V1Deployment deployment) =>
        deployment.Metadata.Annotations?.TryGetValue("deployment.kubernetes.io/revision", out var number) == true && int.TryParse(number, out var revision) ? revision : 0;
}
