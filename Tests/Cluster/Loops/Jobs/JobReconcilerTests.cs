using k8s.Models;
using Workshop.Cluster.Loops.Jobs;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops.Jobs;

public sealed class JobReconcilerTests
{
    [Fact]
    public void As_many_pods_as_its_parallelism_run_at_once()
    {
        using var world = new JobWorld("\"completions\": 5, \"parallelism\": 2");

        Assert.Equal((2, 2), (world.Running.Count, world.Status.Active));
    }

    [Fact]
    public void The_last_pods_are_no_more_than_are_missing()
    {
        using var world = new JobWorld("\"completions\": 3, \"parallelism\": 2");
        world.EndAll(0);

        Assert.Equal((1, 2), (world.Running.Count, world.Status.Succeeded));
    }

    [Fact]
    public void It_is_on_its_way_to_its_end_before_it_has_ended()
    {
        using var world = new JobWorld();
        world.EndAll(0);

        Assert.Equal(["SuccessCriteriaMet CompletionsReached", "Complete CompletionsReached"], world.Conditions);
        Assert.Equal((1, 0, null), (world.Status.Succeeded, world.Status.Ready, world.Status.Active));
        Assert.NotNull(world.Status.CompletionTime);
        Assert.Contains("Normal Completed Job completed", world.World.Events.All);
    }

    [Fact]
    public void A_counted_pod_is_held_no_longer()
    {
        using var world = new JobWorld();
        Assert.Contains(JobNames.Finalizer, world.Pods[0].Metadata.Finalizers);

        world.EndAll(0);

        Assert.Null(world.Pods[0].Metadata.Finalizers);
    }

    [Fact]
    public void An_end_is_noted_before_its_pod_is_let_go()
    {
        using var world = new JobWorld();
        var pod = world.Running[0];
        world.End(pod, 0);
        world.Pass();

        Assert.Equal([pod.Metadata.Uid], world.Status.UncountedTerminatedPods.Succeeded);
        Assert.Null(world.Status.Succeeded);
    }

    [Fact]
    public void Failures_in_a_row_are_tried_again_ever_later()
    {
        using var world = new JobWorld();
        world.EndAll(1);
        Assert.Empty(world.Running);
        world.Wait(10);
        Assert.Single(world.Running);
        world.EndAll(1);
        world.Wait(19);
        Assert.Empty(world.Running);
        world.Wait(1);
        Assert.Single(world.Running);
    }

    [Fact]
    public void More_failures_than_its_limit_are_its_end()
    {
        using var world = new JobWorld("\"backoffLimit\": 1");
        world.EndAll(1);
        world.Wait(10);
        world.EndAll(1);

        Assert.Equal(["FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded"], world.Conditions);
        Assert.Equal(2, world.Status.Failed);
        Assert.Contains("Warning BackoffLimitExceeded Job has reached the specified backoff limit", world.World.Events.All);
    }

    [Fact]
    public void Restarts_within_a_pod_count_towards_the_limit()
    {
        using var world = new JobWorld("\"backoffLimit\": 2", restartPolicy: "OnFailure");
        world.World.ChangeStatus(world.Running[0], pod => pod.Status.ContainerStatuses =
            [new V1ContainerStatus { Name = "main", Image = "busybox:1", ImageID = "", Ready = false, RestartCount = 2 }]);
        world.Settle();

        Assert.Contains("FailureTarget BackoffLimitExceeded", world.Conditions);
    }

    [Fact]
    public void A_Job_past_its_deadline_ends_its_pods_and_counts_them_as_failed()
    {
        using var world = new JobWorld("\"activeDeadlineSeconds\": 5");
        world.Wait(5);

        Assert.Equal(["FailureTarget DeadlineExceeded", "Failed DeadlineExceeded"], world.Conditions);
        Assert.Equal(1, world.Status.Failed);
        Assert.Empty(world.Pods);
    }

    [Fact]
    public void Pods_that_take_their_work_from_a_queue_are_not_replaced_once_one_has_found_it_empty()
    {
        using var world = new JobWorld("\"parallelism\": 3");
        world.End(world.Running[0], 0);
        world.Settle();
        Assert.Equal(2, world.Running.Count);
        world.EndAll(0);

        Assert.Equal(["SuccessCriteriaMet CompletionsReached", "Complete CompletionsReached"], world.Conditions);
        Assert.Equal(3, world.Status.Succeeded);
    }

    [Fact]
    public void A_suspended_Job_has_no_pods_and_counts_no_failures()
    {
        using var world = new JobWorld("\"parallelism\": 2, \"completions\": 2");
        world.Change(job => job.Spec.Suspend = true);

        Assert.Empty(world.Pods);
        Assert.Equal(["Suspended JobSuspended"], world.Conditions);
        Assert.Null(world.Status.Failed);
    }

    [Fact]
    public void A_resumed_Job_starts_its_clock_anew()
    {
        using var world = new JobWorld("\"suspend\": true, \"activeDeadlineSeconds\": 30");
        Assert.Null(world.Status.StartTime);
        world.Wait(60);
        world.Change(job => job.Spec.Suspend = false);

        Assert.Equal((world.World.Time.GetUtcNow().UtcDateTime, 1), (world.Status.StartTime, world.Running.Count));
        Assert.Equal(["Normal Suspended Job suspended", "Normal Resumed Job resumed"], world.World.Events.All.Where(line => line.Contains("Job ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Less_parallelism_dismisses_pods_without_a_failure()
    {
        using var world = new JobWorld("\"parallelism\": 3, \"completions\": 6");
        world.Change(job => job.Spec.Parallelism = 1);

        Assert.Equal((1, null), (world.Running.Count, world.Status.Failed));
    }

    [Fact]
    public void A_running_pod_that_a_user_deletes_is_a_failure()
    {
        using var world = new JobWorld("\"backoffLimit\": 0");
        world.World.Client.Delete<V1Pod>("default", world.Running[0].Metadata.Name);
        world.Settle();

        Assert.Equal(["FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded"], world.Conditions);
    }

    [Fact]
    public void An_end_that_was_not_counted_survives_the_deletion_of_its_pod()
    {
        using var world = new JobWorld();
        var pod = world.Running[0];
        world.End(pod, 0);
        world.World.Client.Delete<V1Pod>("default", pod.Metadata.Name);
        world.Settle();

        Assert.Equal(1, world.Status.Succeeded);
        Assert.Empty(world.Pods);
    }

    [Fact]
    public void Pods_of_a_Job_that_is_gone_are_held_no_longer()
    {
        using var world = new JobWorld();
        world.World.Client.Delete<V1Job>("default", "work", new DeletionOptions { PropagationPolicy = "Background" });
        world.Pass();

        Assert.All(world.Pods, pod => Assert.Null(pod.Metadata.Finalizers));
    }

    [Theory]
    [InlineData("Ignore", null, 0)]
    [InlineData("Count", 1, 0)]
    [InlineData("FailJob", 1, 2)]
    public void Its_failure_policy_decides_what_an_exit_code_means(string action, int? failed, int conditions)
    {
        using var world = new JobWorld(
            $$$"""
            "podFailurePolicy": {"rules": [{"action": "{{{action}}}", "onExitCodes": {"operator": "In", "values": [42]}}]}
            """);
        world.EndAll(42);

        Assert.Equal((failed, conditions), (world.Status.Failed, world.Conditions.Count()));
    }

    [Fact]
    public void A_Job_that_its_policy_fails_says_by_which_pod_and_rule()
    {
        using var world = new JobWorld("\"podFailurePolicy\": {\"rules\": [{\"action\": \"FailJob\", \"onExitCodes\": {\"containerName\": \"main\", \"operator\": \"NotIn\", \"values\": [1]}}]}");
        world.EndAll(42);

        Assert.Equal(
            $"Container main for pod default/{world.Pods[0].Metadata.Name} failed with exit code 42 matching FailJob rule at index 0",
            world.Status.Conditions[1].Message);
    }

    [Fact]
    public void A_refused_pod_is_told_and_tried_again()
    {
        using var world = new JobWorld("\"suspend\": true", account: "nobody");
        world.World.Change(world.Job, job => job.Spec.Suspend = false);

        Assert.Throws<StatusException>(() => world.Pass());
        Assert.Contains(world.World.Events.All, line => line.StartsWith("Warning FailedCreate Error creating: pods \"work-", StringComparison.Ordinal));
    }
}
