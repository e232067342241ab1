using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops.Autoscaling;

public sealed class AutoscalerTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly ScaledWorld _web = new();

    [Theory]
    [InlineData(1, 2, "New size: 2; reason: Current number of replicas below Spec.MinReplicas")]
    [InlineData(9, 5, "New size: 5; reason: Current number of replicas above Spec.MaxReplicas")]
    public void A_target_out_of_bounds_is_brought_back(int present, int expected, string message)
    {
        _web.AddWeb(present);
        _web.AddAutoscaler(2, 5);

        Assert.Equal(["update deployments.apps web", "update horizontalpodautoscalers.autoscaling web"], _web.Pass());

        Assert.Equal(expected, _web.Replicas);
        Assert.Equal([$"Normal SuccessfulRescale {message}"], _web.World.Events.All);
        Assert.Equal(["AbleToScale True SucceededRescale"], _web.Conditions);
    }

    [Fact]
    public void A_load_above_the_target_brings_pods_and_says_so()
    {
        _web.AddWeb(2);
        _web.AddMeasuredPods(2, 120);
        _web.AddAutoscaler(1, 10);

        Assert.Equal(["update deployments.apps web", "update horizontalpodautoscalers.autoscaling web"], _web.Pass());

        Assert.Equal(4, _web.Replicas);
        Assert.Equal(["Normal SuccessfulRescale New size: 4; reason: cpu resource utilization (percentage of request) above target"], _web.World.Events.All);
        Assert.Equal(["AbleToScale True SucceededRescale", "ScalingActive True ValidMetricFound", "ScalingLimited False DesiredWithinRange"], _web.Conditions);
        Assert.Equal("the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)", _web.Condition("ScalingActive").Message);
        Assert.Equal("the HPA controller was able to update the target scale to 4", _web.Condition("AbleToScale").Message);
        var status = _web.Status;
        Assert.Equal((2, 4), (status.CurrentReplicas, status.DesiredReplicas));
        Assert.Equal(_web.World.Time.GetUtcNow().UtcDateTime, status.LastScaleTime);
        var measured = Assert.Single(status.CurrentMetrics);
        Assert.Equal((120, "120m"), (measured.Resource.Current.AverageUtilization, measured.Resource.Current.AverageValue.ToString()));
    }

    [Fact]
    public void Two_on_the_same_pods_both_stop_until_one_is_gone()
    {
        _web.AddWeb(2);
        _web.AddMeasuredPods(2, 120);
        _web.AddAutoscaler(1, 10);
        _web.World.Create<V2HorizontalPodAutoscaler>(
            $$$"""{"metadata":{"name":"rival"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"maxReplicas":3,"metrics":[{{{ScaledWorld.Cpu60}}}]} }""");
        _web.Pass();

        Assert.Equal((2, "AmbiguousSelector"), (_web.Replicas, _web.Condition("ScalingActive").Reason));
        Assert.Equal("pods by selector app=web are controlled by multiple HPAs: [default/rival default/web]", _web.Condition("ScalingActive").Message);
        _web.World.Client.Delete<V2HorizontalPodAutoscaler>("default", "rival");
        _web.PassAfter(Period);
        Assert.Equal(4, _web.Replicas);
    }

    [Fact]
    public void Within_the_tolerance_nothing_changes_and_a_second_pass_writes_nothing()
    {
        _web.AddWeb(2);
        _web.AddMeasuredPods(2, 65);
        _web.AddAutoscaler(1, 10);

        Assert.Equal(["update horizontalpodautoscalers.autoscaling web"], _web.Pass());
        Assert.Empty(_web.Pass());

        Assert.Equal(["AbleToScale True ReadyForNewScale", "ScalingActive True ValidMetricFound", "ScalingLimited False DesiredWithinRange"], _web.Conditions);
        Assert.Empty(_web.World.Events.All);
    }

    [Fact]
    public void Less_load_takes_pods_away_only_when_five_minutes_have_not_wanted_more()
    {
        _web.AddWeb(4);
        _web.AddMeasuredPods(4, 15);
        _web.AddAutoscaler(1, 10);

        _web.Pass();
        Assert.Equal(4, _web.Replicas);
        Assert.Equal("AbleToScale True ScaleDownStabilized", _web.Conditions[0]);
        _web.PassAfter(TimeSpan.FromMinutes(5));
        Assert.Equal(4, _web.Replicas);
        _web.PassAfter(Period);

        Assert.Equal(1, _web.Replicas);
        Assert.Equal(["Normal SuccessfulRescale New size: 1; reason: All metrics below target"], _web.World.Events.All);
    }

    [Fact]
    public void At_its_bound_it_says_that_it_would_want_more()
    {
        _web.AddWeb(2);
        _web.AddMeasuredPods(2, 600);
        _web.AddAutoscaler(1, 3);

        _web.Pass();

        Assert.Equal(3, _web.Replicas);
        Assert.Equal("ScalingLimited True TooManyReplicas", _web.Conditions[2]);
    }

    [Fact]
    public void Of_several_metrics_the_largest_counts()
    {
        _web.AddWeb(2);
        foreach (var name in (string[])["web-1", "web-2"])
        {
            _web.Measure(_web.AddPod(name), 60, 96L * 1024 * 1024);
        }

        _web.AddAutoscaler(1, 10, ScaledWorld.Cpu60 + """,{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"64Mi"}}}""");

        _web.Pass();

        Assert.Equal(3, _web.Replicas);
        Assert.Equal(["Normal SuccessfulRescale New size: 3; reason: memory resource above target"], _web.World.Events.All);
        Assert.Equal("100663296", _web.Status.CurrentMetrics[1].Resource.Current.AverageValue.ToString());
    }

    [Fact]
    public void One_container_of_a_pod_can_be_what_counts()
    {
        _web.AddWeb(1);
        _web.AddMeasuredPods(1, 180);
        _web.AddAutoscaler(1, 10, """{"type":"ContainerResource","containerResource":{"name":"cpu","container":"c","target":{"type":"Utilization","averageUtilization":60}}}""");

        _web.Pass();

        Assert.Equal(3, _web.Replicas);
        Assert.Equal(["Normal SuccessfulRescale New size: 3; reason: cpu container resource utilization (percentage of request) above target"], _web.World.Events.All);
        Assert.Equal(("c", 180), (_web.Status.CurrentMetrics[0].ContainerResource.Container, _web.Status.CurrentMetrics[0].ContainerResource.Current.AverageUtilization));
    }

    [Fact]
    public void Without_a_measure_it_says_what_Kubernetes_says()
    {
        _web.AddWeb(1);
        _web.AddPod("web-1");
        _web.AddAutoscaler(1, 10);

        _web.Pass();

        const string why = "failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API";
        Assert.Equal(
            [
                $"Warning FailedGetResourceMetric {why}",
                $"Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: {why}",
            ],
            _web.World.Events.All);
        Assert.Equal(["AbleToScale True SucceededGetScale", "ScalingActive False FailedGetResourceMetric"], _web.Conditions);
        Assert.Equal($"the HPA was unable to compute the replica count: {why}", _web.Condition("ScalingActive").Message);
        Assert.Equal(1, _web.Replicas);
    }

    [Fact]
    public void Without_a_request_there_is_no_percentage()
    {
        _web.AddWeb(1);
        _web.Measure(_web.AddPod("web-1", request: null), 100);
        _web.AddAutoscaler(1, 10);

        _web.Pass();

        Assert.Equal("Warning FailedGetResourceMetric failed to get cpu utilization: missing request for cpu in container c of Pod web-1", _web.World.Events.All[0]);
    }

    [Theory]
    [InlineData(
        """{"type":"Pods","pods":{"metric":{"name":"hits"},"target":{"type":"AverageValue","averageValue":"10"}}}""",
        "FailedGetPodsMetric unable to get metric hits: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered")]
    [InlineData(
        """{"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"main"},"metric":{"name":"rps"},"target":{"type":"Value","value":"10"}}}""",
        "FailedGetObjectMetric unable to get metric rps: Ingress on default main/unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered")]
    [InlineData(
        """{"type":"External","external":{"metric":{"name":"queue","selector":{"matchLabels":{"q":"1"}}},"target":{"type":"Value","value":"10"}}}""",
        "FailedGetExternalMetric unable to get external metric default/queue/&LabelSelector{MatchLabels:map[string]string{q: 1,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get queue.external.metrics.k8s.io)")]
    public void Metrics_that_nobody_provides_are_named(string metric, string expected)
    {
        _web.AddWeb(1);
        _web.AddMeasuredPods(1, 60);
        _web.AddAutoscaler(1, 10, metric);

        _web.Pass();

        Assert.Equal($"Warning {expected}", _web.World.Events.All[0]);
        Assert.Equal($"ScalingActive False {expected.Split(' ')[0]}", _web.Conditions[1]);
    }

    [Fact]
    public void With_one_metric_missing_the_others_may_grow_the_target_but_not_shrink_it()
    {
        const string hits = """{"type":"Pods","pods":{"metric":{"name":"hits"},"target":{"type":"AverageValue","averageValue":"10"}}}""";
        _web.AddWeb(2);
        _web.AddMeasuredPods(2, 30);
        _web.AddAutoscaler(1, 10, $"{hits},{ScaledWorld.Cpu60}");

        _web.Pass();
        Assert.Equal("ScalingActive False FailedGetPodsMetric", _web.Conditions[1]);
        foreach (var pod in _web.World.All<V1Pod>())
        {
            _web.Measure(pod, 120);
        }

        _web.PassAfter(Period);

        Assert.Equal(4, _web.Replicas);
        Assert.Equal("ScalingActive True ValidMetricFound", _web.Conditions[1]);
        Assert.Equal(["", "Resource"], _web.Status.CurrentMetrics.Select(metric => metric.Type));
    }

    [Fact]
    public void A_target_that_was_scaled_to_nothing_stays_so()
    {
        _web.AddWeb(0);
        _web.AddAutoscaler(2, 5);

        _web.Pass();

        Assert.Equal(0, _web.Replicas);
        Assert.Equal(["AbleToScale True SucceededGetScale", "ScalingActive False ScalingDisabled"], _web.Conditions);
    }

    [Fact]
    public void A_target_that_is_not_there_is_named_and_found_when_it_comes()
    {
        _web.AddAutoscaler(2, 5);

        _web.Pass();
        Assert.Equal(["Warning FailedGetScale deployments.apps \"web\" not found"], _web.World.Events.All);
        Assert.Equal(["AbleToScale False FailedGetScale"], _web.Conditions);
        _web.AddWeb(1);
        _web.PassAfter(Period);

        Assert.Equal(2, _web.Replicas);
    }

    [Fact]
    public void An_autoscaler_of_the_same_name_does_not_inherit_what_its_predecessor_wanted()
    {
        _web.AddWeb(4);
        _web.AddMeasuredPods(4, 15);
        _web.AddAutoscaler(1, 10);
        _web.Pass();
        _web.World.Client.Delete<V2HorizontalPodAutoscaler>("default", "web");
        _web.World.Time.Advance(TimeSpan.FromMinutes(6));
        _web.AddAutoscaler(1, 10);

        // Anew: what is there now counts as wanted.
        _web.Pass();

        Assert.Equal(4, _web.Replicas);
        Assert.Equal("AbleToScale True ScaleDownStabilized", _web.Conditions[0]);
    }

    [Fact]
    public async Task It_looks_again_a_period_later_and_no_more_when_it_is_gone()
    {
        _web.AddWeb(1);
        _web.AddAutoscaler(1, 5);

        Assert.Equal(Period, (await _web.ReconcileAsync()).RequeueAfter);
        _web.World.Client.Delete<V2HorizontalPodAutoscaler>("default", "web");
        Assert.Null((await _web.ReconcileAsync()).RequeueAfter);
    }

    [Fact]
    public void Bounds_that_cross_are_refused()
    {
        var refusal = Assert.Throws<StatusException>(() => _web.AddAutoscaler(5, 2));

        Assert.EndsWith("spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _web.Dispose();
}
