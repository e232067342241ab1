using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.PersistentDisks;

internal static class PersistentDisksChecks
{
    private const string Motto = "motto";

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("forgets", Forgets),
        new("claim-bound", ClaimBound),
        new("data-there", DataThere),
        new("data-survives", DataSurvives),
        new("set-survives", SetSurvives),
        new("fixed", Fixed),
    ];

    private static async Task<CheckResult> Forgets(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a second life of the pod 'forgetful', without a motto";
        if (await cluster.Pod("forgetful", ct) is not { } pod || !LabCluster.IsReady(pod))
        {
            return CheckResult.Red("no Ready pod 'forgetful'", expected, "kubectl get pod forgetful");
        }

        if (!await HadAnEarlierLife(cluster, pod, ct))
        {
            return CheckResult.Red("the pod 'forgetful' in its first life", expected, "kubectl get events --field-selector involvedObject.name=forgetful");
        }

        var (code, kept) = await cluster.Exec("forgetful", "redis", ["redis-cli", "exists", Motto], ct);
        return (code, kept.Trim()) switch
        {
            (0, "0") => CheckResult.Green("the pod 'forgetful' was made anew, and its motto is gone"),
            (0, _) => CheckResult.Red("the pod 'forgetful' with a motto", expected, "kubectl delete pod forgetful"),
            _ => CheckResult.Red($"no answer of its Redis ({kept.Trim()})", expected, "kubectl logs forgetful"),
        };
    }

    private static async Task<CheckResult> ClaimBound(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "the pod 'redis-0', Ready, with a Bound claim 'data-redis-0' of its own";
        if (await cluster.StatefulSet("redis", ct) is null)
        {
            return CheckResult.Red("no StatefulSet 'redis'", expected, "kubectl get statefulsets");
        }

        return await DiskOf(cluster, "redis", expected, ct) ?? CheckResult.Green("'redis-0' is Ready, and its claim 'data-redis-0' is Bound");
    }

    private static async Task<CheckResult> DataThere(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a motto in redis-0";
        return await DiskOf(cluster, "redis", expected, ct)
            ?? (await MottoOf(cluster, ct) is { Length: > 0 } motto
                ? CheckResult.Green($"redis-0 knows the motto '{motto}'")
                : CheckResult.Red("redis-0 without a motto", expected, "kubectl exec redis-0 -- redis-cli get motto"));
    }

    private static async Task<CheckResult> DataSurvives(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "another pod of the same name 'redis-0' that still knows the motto";
        if (await DiskOf(cluster, "redis", expected, ct) is { } red)
        {
            return red;
        }

        if (await cluster.Pod("redis-0", ct) is not { } pod || !await HadAnEarlierLife(cluster, pod, ct))
        {
            return CheckResult.Red("'redis-0' in its first life", expected, "kubectl get events --field-selector involvedObject.name=redis-0");
        }

        return await MottoOf(cluster, ct) is { Length: > 0 } motto
            ? CheckResult.Green($"'redis-0' is another pod, and knows the motto '{motto}'")
            : CheckResult.Red("a new 'redis-0' without a motto", expected, "kubectl exec redis-0 -- redis-cli get motto");
    }

    private static async Task<CheckResult> SetSurvives(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a StatefulSet 'redis' that is younger than its claim, and the motto";
        if (await DiskOf(cluster, "redis", expected, ct) is { } red)
        {
            return red;
        }

        var set = await cluster.StatefulSet("redis", ct);
        var claim = await cluster.Claim("data-redis-0", ct);
        if (set?.Metadata.CreationTimestamp is not { } made || claim?.Metadata.CreationTimestamp is not { } claimed || made - claimed < TimeSpan.FromSeconds(2))
        {
            return CheckResult.Red("a StatefulSet that is as old as its claim", expected, "kubectl get statefulset,pvc");
        }

        return await MottoOf(cluster, ct) is { Length: > 0 } motto
            ? CheckResult.Green($"the new StatefulSet found the old claim, and in it the motto '{motto}'")
            : CheckResult.Red("a new StatefulSet without the motto", expected, "kubectl exec redis-0 -- redis-cli get motto");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "'notes-0' Ready, on a Bound claim, with a Redis that answers";
        if (await DiskOf(cluster, "notes", expected, ct) is { } red)
        {
            return red;
        }

        var (code, answer) = await cluster.Exec("notes-0", "redis", ["redis-cli", "ping"], ct);
        return code == 0 && answer.Contains("PONG", StringComparison.Ordinal)
            ? CheckResult.Green("'notes-0' has its disk and answers PONG")
            : CheckResult.Red($"no answer of Redis ({answer.Trim()})", expected, "kubectl logs notes-0");
    }

    /// <summary>Red unless the first pod of the set runs on a Bound claim of the set's template.</summary>
    private static async Task<CheckResult?> DiskOf(LabCluster cluster, string set, string expected, CancellationToken ct)
    {
        var claim = await cluster.Claim($"data-{set}-0", ct);
        if (claim is null)
        {
            return CheckResult.Red($"no claim 'data-{set}-0'", expected, "kubectl get pvc");
        }

        if (claim.Status?.Phase != "Bound")
        {
            return CheckResult.Red($"the claim 'data-{set}-0' {claim.Status?.Phase} (class '{claim.Spec.StorageClassName}')", expected, $"kubectl describe pvc data-{set}-0");
        }

        var pod = await cluster.Pod($"{set}-0", ct);
        if (pod is null || !LabCluster.IsReady(pod))
        {
            return CheckResult.Red($"no Ready pod '{set}-0'", expected, $"kubectl describe pod {set}-0");
        }

        return pod.Spec.Volumes.Any(volume => volume.PersistentVolumeClaim?.ClaimName == claim.Metadata.Name)
            ? null
            : CheckResult.Red($"a pod '{set}-0' that does not use the claim", expected, $"kubectl describe pod {set}-0");
    }

    /// <summary>Whether events tell of another pod of this name, one that is no more.</summary>
    private static async Task<bool> HadAnEarlierLife(LabCluster cluster, V1Pod pod, CancellationToken ct) =>
        (await cluster.Events("Pod", pod.Metadata.Name, ct)).Any(happened => happened.Reason == "Killing" && happened.InvolvedObject.Uid != pod.Metadata.Uid);

    private static async Task<string> MottoOf(LabCluster cluster, CancellationToken ct)
    {
        var (code, motto) = await cluster.Exec("redis-0", "redis", ["redis-cli", "get", Motto], ct);
        return code == 0 ? motto.Trim() : string.Empty;
    }
}
