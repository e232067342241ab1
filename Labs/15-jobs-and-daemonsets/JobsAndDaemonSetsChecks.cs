using System.Globalization;
using k8s;
using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.JobsAndDaemonSets;

internal static class JobsAndDaemonSetsChecks
{
    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("job-done", JobDone),
        new("job-retried", JobRetried, TimeSpan.FromMinutes(1)),
        new("cron-ran", CronRan, TimeSpan.FromSeconds(75)),
        new("daemon-everywhere", DaemonEverywhere),
        new("daemon-follows", DaemonFollows),
        new("set-in-order", SetInOrder),
        new("fixed", Fixed),
    ];

    private static async Task<CheckResult> JobDone(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a Complete Job 'greet' with a pod that ended well for each of its 5 numbers";
        if (await cluster.Job("greet", ct) is not { } job)
        {
            return CheckResult.Red("no Job 'greet'", expected, "kubectl get jobs");
        }

        var done = (await PodsOf(cluster, job, ct))
            .Where(EndedWell)
            .Select(pod => pod.Metadata.Annotations?.TryGetValue("batch.kubernetes.io/job-completion-index", out var index) == true ? index : "none")
            .ToHashSet();
        return IsComplete(job) && done.IsSupersetOf(["0", "1", "2", "3", "4"])
            ? CheckResult.Green("five greetings, each by a pod of its own, and the Job is Complete")
            : CheckResult.Red($"{done.Count} of 5 greetings, and a Job that is {State(job)}", expected, "kubectl describe job greet");
    }

    private static async Task<CheckResult> JobRetried(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a Complete Job 'flaky' that failed at its first try";
        if (await cluster.Job("flaky", ct) is not { } job)
        {
            return CheckResult.Red("no Job 'flaky'", expected, "kubectl get jobs");
        }

        var failures = (job.Status?.Failed ?? 0) + (await PodsOf(cluster, job, ct)).Sum(LabCluster.Restarts);
        return (IsComplete(job), failures) switch
        {
            (true, > 0) => CheckResult.Green($"'flaky' failed {failures} time(s), and is Complete"),
            (true, _) => CheckResult.Red("a Job 'flaky' that succeeded at once", expected, "kubectl get pods -l app=flaky"),
            _ => CheckResult.Red($"a Job 'flaky' that is {State(job)}, with {failures} failure(s)", expected, "kubectl describe job flaky"),
        };
    }

    private static async Task<CheckResult> CronRan(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "two Complete Jobs of the CronJob 'report': one made by its clock, one by you";
        if (await cluster.CronJob("report", ct) is not { } cron)
        {
            return CheckResult.Red("no CronJob 'report'", expected, "kubectl get cronjobs");
        }

        var done = (await cluster.Jobs(string.Empty, ct)).Where(job => LabCluster.IsOwnedBy(job, cron) && IsComplete(job)).ToList();
        var byHand = done.Count(job => job.Metadata.Annotations?.ContainsKey("cronjob.kubernetes.io/instantiate") == true);
        return byHand > 0 && done.Count > byHand
            ? CheckResult.Green($"{done.Count - byHand} report(s) by the clock, {byHand} by you")
            : CheckResult.Red($"{done.Count - byHand} Complete Job(s) by the clock, {byHand} by you", expected, "kubectl get jobs");
    }

    private static async Task<CheckResult> DaemonEverywhere(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a Ready pod of the DaemonSet 'watcher' on every node";
        if (await cluster.DaemonSet("watcher", ct) is not { } set)
        {
            return CheckResult.Red("no DaemonSet 'watcher'", expected, "kubectl get daemonsets");
        }

        var nodes = (await cluster.Nodes(ct)).Where(TakesPods).Select(node => node.Metadata.Name).ToList();
        var watched = (await cluster.Pods(string.Empty, ct)).Where(pod => LabCluster.IsOwnedBy(pod, set) && LabCluster.IsReady(pod)).Select(pod => pod.Spec.NodeName).ToHashSet();
        var without = nodes.Where(node => !watched.Contains(node)).ToList();
        return without.Count == 0
            ? CheckResult.Green($"a watcher on each of {nodes.Count} nodes")
            : CheckResult.Red($"no Ready watcher on {string.Join(", ", without)}", expected, "kubectl describe daemonset watcher");
    }

    private static async Task<CheckResult> DaemonFollows(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a DaemonSet 'watcher' with a node selector that came to a node with its label, and left when the label was gone";
        if (await cluster.DaemonSet("watcher", ct) is not { } set || set.Spec.Template.Spec.NodeSelector is not { Count: > 0 })
        {
            return CheckResult.Red("no DaemonSet 'watcher' with a node selector", expected, "kubectl get daemonset watcher -o wide");
        }

        var revisions = await cluster.Api.AppsV1.ListNamespacedControllerRevisionAsync(cluster.Namespace, cancellationToken: ct);
        var selecting = revisions.Items.Where(revision => LabCluster.IsOwnedBy(revision, set)).MaxBy(revision => revision.Revision);
        var since = selecting is null ? [] : (await cluster.Events("DaemonSet", "watcher", ct)).Where(happened => IsSince(happened, selecting)).ToList();
        var came = since.Where(happened => happened.Reason == "SuccessfulCreate").Select(PodIn).ToHashSet();
        if (came.Count == 0)
        {
            return CheckResult.Red("no watcher that came because of a label", expected, "kubectl get nodes --show-labels");
        }

        var there = set.Status?.CurrentNumberScheduled ?? 0;
        return there == 0 && since.Exists(happened => happened.Reason == "SuccessfulDelete" && came.Contains(PodIn(happened)))
            ? CheckResult.Green("a watcher came with the label, and went with it")
            : CheckResult.Red($"{there} watcher(s) on nodes with the label", expected, "kubectl get pods -l app=watcher -o wide");
    }

    // Times have whole seconds, and a label may follow its selector within one: then the version of the DaemonSet that its loop had seen decides.
    private static bool IsSince(Corev1Event happened, V1ControllerRevision revision)
    {
        var (at, made) = (happened.LastTimestamp ?? happened.EventTime, revision.Metadata.CreationTimestamp);
        return at > made
            || (at == made
                && long.TryParse(happened.InvolvedObject.ResourceVersion, CultureInfo.InvariantCulture, out var seen)
                && long.TryParse(revision.Metadata.ResourceVersion, CultureInfo.InvariantCulture, out var written)
                && seen > written);
    }

    // Created pod: watcher-x7k2p
    private static string PodIn(Corev1Event happened) => happened.Message[(happened.Message.LastIndexOf(' ') + 1)..];

    private static async Task<CheckResult> SetInOrder(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "pods 0, 1, 2 of 'counter' made in this order, and 2 and 1 gone again";
        if (await cluster.StatefulSet("counter", ct) is not { } set)
        {
            return CheckResult.Red("no StatefulSet 'counter'", expected, "kubectl get statefulsets");
        }

        var events = await cluster.Events("StatefulSet", "counter", ct);
        DateTime? At(string reason, int number) => events.FirstOrDefault(happened => happened.Reason == reason && happened.Message.Contains($"counter-{number} ", StringComparison.Ordinal))?.LastTimestamp;
        DateTime?[] made = [At("SuccessfulCreate", 0), At("SuccessfulCreate", 1), At("SuccessfulCreate", 2)];
        if (made.Any(time => time is null) || made[0] > made[1] || made[1] > made[2])
        {
            return CheckResult.Red($"{made.Count(time => time is not null)} of 3 pods made in order", expected, "kubectl describe statefulset counter");
        }

        return set.Status?.ReadyReplicas == 1 && At("SuccessfulDelete", 2) is not null && At("SuccessfulDelete", 1) is not null
            ? CheckResult.Green("0, 1, 2 came in order; 2 and 1 went; 0 is there")
            : CheckResult.Red($"{set.Status?.ReadyReplicas ?? 0} ready pods of 'counter'", expected, "kubectl scale statefulset counter --replicas=1");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "a Complete Job 'accounts'";
        if (await cluster.Job("accounts", ct) is not { } job)
        {
            return CheckResult.Red("no Job 'accounts'", expected, "kubectl get jobs");
        }

        var pods = await PodsOf(cluster, job, ct);
        if (IsComplete(job) && pods.Any(EndedWell))
        {
            return CheckResult.Green("the accounts are closed");
        }

        var codes = pods.Select(ExitCode).OfType<int>().Where(code => code != 0).ToList();
        return CheckResult.Red($"a Job 'accounts' that is {State(job)}{(codes.Count > 0 ? $", and pods that ended with code {string.Join(", ", codes)}" : string.Empty)}", expected, "kubectl logs job/accounts");
    }

    private static async Task<IReadOnlyList<V1Pod>> PodsOf(LabCluster cluster, V1Job job, CancellationToken ct) =>
        [.. (await cluster.Pods(string.Empty, ct)).Where(pod => LabCluster.IsOwnedBy(pod, job))];

    private static bool IsComplete(V1Job job) => job.Status?.Conditions?.Any(condition => condition is { Type: "Complete", Status: "True" }) == true;

    private static string State(V1Job job) =>
        job.Status?.Conditions?.LastOrDefault(condition => condition.Status == "True") is { } condition ? $"{condition.Type} ({condition.Reason})" : "still at work";

    private static int? ExitCode(V1Pod pod) => pod.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Terminated?.ExitCode;

    private static bool EndedWell(V1Pod pod) => ExitCode(pod) == 0;

    private static bool TakesPods(V1Node node) =>
        node.Spec?.Unschedulable != true
        && node.Spec?.Taints?.Any(taint => taint.Effect is "NoSchedule" or "NoExecute") != true
        && LabCluster.IsReady(node);
}
