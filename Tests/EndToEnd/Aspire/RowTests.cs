using System.Diagnostics;
using Aspire.Hosting.Testing;

namespace Workshop.EndToEnd.Aspire;

/// <summary>Pods in Aspire's lists.</summary>
[Collection(AspireLists.Name)]
public sealed class RowTests(AspireApplication application)
{
    [SkippableFact]
    public void A_workloads_pods_are_below_it_and_it_is_below_the_cluster()
    {
        Assert.Equal(3, application.Below("hello").Count);
        Assert.Contains("hello", application.Below("kubernetes"));
    }

    [SkippableFact]
    public void A_workload_that_is_Ready_shows_where_it_answers()
    {
        var gateway = application.Application.GetEndpoint("gateway", "http").ToString().TrimEnd('/');

        Assert.Contains(application.Row("gateway")!.Value.Snapshot.Urls, url => url is { IsInactive: false, IsInternal: false } && url.Url.TrimEnd('/') == gateway);
    }

    [SkippableFact]
    public async Task A_deleted_pods_row_goes_and_its_successors_comes_within_two_seconds()
    {
        var pod = application.Below("hello")[0];
        var before = application.Below("hello").ToHashSet();
        await application.Kubectl("workshop", "delete", "pod", pod["workshop_".Length..], "--wait=true", "--grace-period=1");
        var gone = Stopwatch.StartNew();

        await application.Becomes(() => application.Row(pod) is null && application.Below("hello").Any(name => !before.Contains(name)), "the rows are as the pods are");

        Assert.InRange(gone.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await application.Becomes(() => application.Below("hello").Count(name => application.StateOf(name) == "Running") == 3, "three pods of hello are Running");
    }

    [SkippableFact]
    public async Task A_StatefulSets_pod_that_is_deleted_twice_comes_back_to_its_own_row()
    {
        var id = application.Row("workshop_redis-0")!.Value.Id;
        for (var i = 0; i < 2; i++)
        {
            var uid = Uid();
            await application.Kubectl("workshop", "delete", "pod", "redis-0", "--wait=false");
            await application.Becomes(() => Uid() is { } now && now != uid && application.StateOf("workshop_redis-0") == "Running", "another redis-0 runs");
        }

        Assert.Equal(id, application.Row("workshop_redis-0")!.Value.Id);

        string? Uid() => application.Row("workshop_redis-0") is { } row ? AspireApplication.PropertyOf(row.Snapshot, "kubernetes.uid") : null;
    }

    [SkippableFact]
    public async Task Pods_of_one_name_in_two_namespaces_have_a_row_each_below_their_namespaces()
    {
        foreach (var ns in new[] { "rows-a", "rows-b" })
        {
            await application.Kubectl("default", "create", "namespace", ns);
            await application.Kubectl(ns, "run", "web-0", "--image=busybox", "--restart=Never", "--", "sleep", "600");
        }

        await application.Becomes(() => application.StateOf("rows-a_web-0") == "Running" && application.StateOf("rows-b_web-0") == "Running", "both run");
        Assert.Equal(["rows-a_web-0", "rows-b_web-0"], application.Below("rows-a_").Concat(application.Below("rows-b_")));

        await application.Kubectl("default", "delete", "namespace", "rows-a", "rows-b");
        await application.Becomes(() => application.Row("rows-a_") is null && application.Row("rows-b_") is null, "the namespaces' rows are hidden with their last pod");
    }

    [SkippableTheory]
    [InlineData("redis", 1)]
    [InlineData("a.b", 1)]
    [InlineData("x", 200)]
    public async Task Any_name_of_a_pod_is_a_row_and_none_of_the_models(string part, int times)
    {
        var name = string.Concat(Enumerable.Repeat(part, times));
        await application.Apply("default", $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: {{name}} }
            spec:
              containers: [{ name: main, image: busybox, command: [sleep, "600"] }]
            """);
        try
        {
            await application.Becomes(() => application.StateOf($"default_{name}") == "Running", $"{name} runs");
            Assert.Single(application.Model, resource => resource.Name == $"default_{name}");
            Assert.True(application.Notifications.TryGetCurrentState("redis", out var redis));
            Assert.Equal(("redis", "StatefulSet"), (redis.ResourceId, redis.Snapshot.ResourceType));
        }
        finally
        {
            await application.Kubectl("default", "delete", "pod", name, "--grace-period=0", "--force");
        }
    }

    [SkippableFact]
    public async Task A_learners_pod_with_a_models_name_neither_satisfies_nor_blocks_who_waits_for_it()
    {
        await application.Kubectl("default", "run", "auth", "--image=nowhere/none:1", "--restart=Never");
        try
        {
            await application.Becomes(() => application.StateOf("default_auth") is "ErrImagePull" or "ImagePullBackOff", "its image is not found");

            await application.Notifications.WaitForResourceHealthyAsync("auth", application.Limit).WaitAsync(TimeSpan.FromSeconds(30), application.Limit);
        }
        finally
        {
            await application.Kubectl("default", "delete", "pod", "auth", "--grace-period=0", "--force");
        }
    }

    [SkippableFact]
    public async Task A_pods_log_is_its_rows_log_each_line_once_and_that_of_the_run_before_it_first()
    {
        await application.Kubectl("default", "run", "talker", "--image=busybox", "--", "sh", "-c", "echo one; echo two; sleep 2; exit 1");
        try
        {
            await application.Becomes(() => application.Row("default_talker") is { } row && AspireApplication.PropertyOf(row.Snapshot, "kubernetes.restarts") == "1", "it was started again");
            var lines = await ReadAsync(application.Row("default_talker")!.Value.Id, 4);

            Assert.Equal(["one", "two", "one", "two"], lines);
        }
        finally
        {
            await application.Kubectl("default", "delete", "pod", "talker", "--grace-period=0", "--force");
        }
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string id, int count)
    {
        List<string> lines = [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(application.Limit);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (var batch in application.Loggers.WatchAsync(id).WithCancellation(limit.Token))
        {
            // Aspire puts the time before each.
            lines.AddRange(batch.Select(line => line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
            if (lines.Count >= count)
            {
                break;
            }
        }

        return lines;
    }
}
