using k8s.Models;

namespace Workshop.Cluster.Tests.Loops.Autoscaling;

/// <summary>Pods of which too little is known hold an autoscaler back, in both directions.</summary>
public sealed class UncertainPodsTests : IDisposable
{
    private readonly ScaledWorld _web = new();

    [Fact]
    public void Growing_counts_a_pod_without_a_measure_as_idle()
    {
        _web.AddWeb(2);
        _web.Measure(_web.AddPod("web-1"), 240);
        _web.AddPod("web-2");
        _web.AddAutoscaler(1, 20);

        _web.Pass();

        // 240 of 200 requested are 120 %, twice the target: four, and not the eight that the one pod alone would ask for.
        Assert.Equal(4, _web.Replicas);
    }

    [Fact]
    public void Shrinking_counts_a_pod_without_a_measure_as_busy()
    {
        _web.AddWeb(2);
        _web.Measure(_web.AddPod("web-1"), 10);
        _web.AddPod("web-2");
        _web.AddAutoscaler(1, 20, behavior: """{"scaleDown":{"stabilizationWindowSeconds":0}}""");

        _web.Pass();

        Assert.Equal(2, _web.Replicas);
    }

    [Fact]
    public void Growing_counts_pods_that_start_as_idle_whatever_they_use()
    {
        _web.AddWeb(3);
        _web.Measure(_web.AddPod("web-1"), 120);
        var starting = _web.AddPod("web-2");
        _web.SetReady(starting, isReady: false, TimeSpan.FromSeconds(20));
        _web.Measure(starting, 900);
        _web.World.ChangeStatus(_web.AddPod("web-3"), copy => copy.Status = new V1PodStatus { Phase = "Pending" });
        _web.AddAutoscaler(1, 20);

        _web.Pass();

        // 120 of 300 requested are 40 %: below the target, where the measured pod alone was above it. That would be a turn.
        Assert.Equal(3, _web.Replicas);
        Assert.Equal(120, _web.Status.CurrentMetrics[0].Resource.Current.AverageUtilization);
    }

    [Theory]
    [InlineData(20, 4)]
    [InlineData(10, 1)]
    public void A_young_pod_counts_when_its_whole_window_was_ready(int readyForSeconds, int expected)
    {
        _web.AddWeb(1);
        var pod = _web.AddPod("web-1");
        _web.SetReady(pod, isReady: true, TimeSpan.FromSeconds(readyForSeconds));
        _web.Measure(pod, 240);
        _web.AddAutoscaler(1, 20);

        _web.Pass();

        Assert.Equal(expected, _web.Replicas);
    }

    [Fact]
    public void Where_no_pod_counts_yet_it_says_that_they_might_not_be_ready()
    {
        _web.AddWeb(1);
        var pod = _web.AddPod("web-1");
        _web.SetReady(pod, isReady: false, TimeSpan.FromSeconds(5));
        _web.Measure(pod, 240);
        _web.AddAutoscaler(1, 20);

        _web.Pass();

        Assert.Equal("Warning FailedGetResourceMetric failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)", _web.World.Events.All[0]);
    }

    [Fact]
    public void An_old_pod_that_became_unready_still_counts()
    {
        _web.AddWeb(1);
        var pod = _web.AddPod("web-1");
        _web.World.ChangeStatus(pod, copy =>
        {
            copy.Status.Conditions[0].Status = "False";
            copy.Status.Conditions[0].LastTransitionTime = _web.World.Time.GetUtcNow().UtcDateTime;
        });
        _web.Measure(pod, 240);
        _web.AddAutoscaler(1, 20);

        _web.Pass();

        Assert.Equal(4, _web.Replicas);
    }

    [Fact]
    public void Pods_that_end_or_failed_do_not_count()
    {
        _web.AddWeb(2);
        _web.AddMeasuredPods(1, 60);
        var failed = _web.AddPod("failed");
        _web.Measure(failed, 900);
        _web.World.ChangeStatus(failed, copy => copy.Status.Phase = "Failed");
        _web.AddAutoscaler(1, 20);

        _web.Pass();

        Assert.Equal(60, _web.Status.CurrentMetrics[0].Resource.Current.AverageUtilization);
        Assert.Equal(2, _web.Replicas);
    }

    public void Dispose() => _web.Dispose();
}
