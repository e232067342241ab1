using k8s.Models;
using Workshop.Cluster.Loops.Jobs;

namespace Workshop.Cluster.Tests.Loops.Jobs;

public sealed class IndexedJobTests
{
    private const string Indexed = "\"completionMode\": \"Indexed\"";

    [Fact]
    public void Each_pod_knows_its_index()
    {
        using var world = new JobWorld($"{Indexed}, \"completions\": 2, \"parallelism\": 2");
        var pod = Of(world, 1);

        Assert.StartsWith("work-1-", pod.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal(("work-1", "1", "1"), (pod.Spec.Hostname, pod.Metadata.Labels[JobNames.IndexLabel], pod.Metadata.Annotations[JobNames.IndexLabel]));
        Assert.Equal($"metadata.labels['{JobNames.IndexLabel}']", pod.Spec.Containers[0].Env.Single(variable => variable.Name == "JOB_COMPLETION_INDEX").ValueFrom.FieldRef.FieldPath);
    }

    [Fact]
    public void Completed_indexes_are_told_as_runs()
    {
        using var world = new JobWorld($"{Indexed}, \"completions\": 6, \"parallelism\": 6");
        foreach (var index in (int[])[0, 2, 3, 4])
        {
            world.End(Of(world, index), 0);
        }

        world.Settle();

        Assert.Equal(("0,2-4", 4), (world.Status.CompletedIndexes, world.Status.Succeeded));
    }

    [Fact]
    public void A_failed_index_is_tried_again()
    {
        using var world = new JobWorld($"{Indexed}, \"completions\": 2, \"parallelism\": 2");
        world.End(Of(world, 0), 1);
        world.Wait(10);

        Assert.Equal(["0", "1"], world.Running.Select(pod => pod.Metadata.Labels[JobNames.IndexLabel]).Order());
    }

    [Fact]
    public void An_index_past_its_own_limit_fails_alone()
    {
        using var world = new JobWorld($"{Indexed}, \"completions\": 2, \"parallelism\": 2, \"backoffLimitPerIndex\": 1");
        world.End(Of(world, 0), 1);
        world.Wait(10);
        Assert.Equal("1", Of(world, 0).Metadata.Annotations[JobNames.FailuresAnnotation]);
        world.End(Of(world, 0), 1);
        world.Settle();

        Assert.Equal(("0", 0), (world.Status.FailedIndexes, world.Conditions.Count()));
        world.EndAll(0);
        Assert.Equal(["FailureTarget FailedIndexes", "Failed FailedIndexes"], world.Conditions);
        Assert.Equal((2, 1), (world.Status.Failed, world.Status.Succeeded));
    }

    [Fact]
    public void Too_many_failed_indexes_are_its_end()
    {
        using var world = new JobWorld($"{Indexed}, \"completions\": 5, \"parallelism\": 5, \"backoffLimitPerIndex\": 0, \"maxFailedIndexes\": 1");
        world.End(Of(world, 0), 1);
        world.End(Of(world, 1), 1);
        world.Settle();

        Assert.Equal(["FailureTarget MaxFailedIndexesExceeded", "Failed MaxFailedIndexesExceeded"], world.Conditions);
    }

    [Fact]
    public void A_success_policy_ends_the_rest()
    {
        using var world = new JobWorld($"{Indexed}, \"completions\": 3, \"parallelism\": 3, \"successPolicy\": {{\"rules\": [{{\"succeededIndexes\": \"0\"}}]}}");
        world.End(Of(world, 0), 0);
        world.Settle();

        Assert.Equal(["SuccessCriteriaMet SuccessPolicy", "Complete SuccessPolicy"], world.Conditions);
        Assert.Equal((1, "Matched rules at index 0"), (world.Pods.Count, world.Status.Conditions[0].Message));
    }

    [Fact]
    public void Fewer_completions_dismiss_the_indexes_beyond()
    {
        using var world = new JobWorld($"{Indexed}, \"completions\": 3, \"parallelism\": 3");
        world.Change(job => (job.Spec.Completions, job.Spec.Parallelism) = (1, 1));

        Assert.Equal(["0"], world.Running.Select(pod => pod.Metadata.Labels[JobNames.IndexLabel]));
    }

    [Theory]
    [InlineData("0,2-4", "0,2-4")]
    [InlineData("1,2", "1,2")]
    [InlineData("1-2,7-9", "1,2,7")]
    public void Indexes_are_read_and_written_as_runs(string text, string expected) => Assert.Equal(expected, JobIndexes.Parse(text, 8).ToString());

    private static V1Pod Of(JobWorld world, int index) => world.Running.Single(pod => pod.Metadata.Labels[JobNames.IndexLabel] == $"{index}");
}
