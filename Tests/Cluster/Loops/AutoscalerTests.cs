using k8s.Models;
using Workshop.Cluster.Loops.Autoscaling;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class AutoscalerTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly AutoscalerReconciler _autoscaler;

    public AutoscalerTests() => _autoscaler = new AutoscalerReconciler(_world.Client, _world.Objects, _world.Events, _world.Time);

    [Theory]
    [InlineData(1, 2, "New size: 2; reason: Current number of replicas below Spec.MinReplicas")]
    [InlineData(9, 5, "New size: 5; reason: Current number of replicas above Spec.MaxReplicas")]
    public void A_target_out_of_bounds_is_brought_back(int present, int expected, string message)
    {
        AddWeb(present);
        Add(2, 5);

        Assert.Equal(["update deployments.apps web", "update horizontalpodautoscalers.autoscaling web"], Pass());

        Assert.Equal(expected, _world.Get<V1Deployment>("web").Spec.Replicas);
        Assert.Equal([$"Normal SuccessfulRescale {message}"], _world.Events.All);
    }

    [Fact]
    public void Within_its_bounds_nothing_changes_and_the_status_says_that_nothing_is_measured()
    {
        AddWeb(3);
        Add(2, 5);

        Assert.Equal(["update horizontalpodautoscalers.autoscaling web"], Pass());
        Assert.Empty(Pass());

        Assert.Equal(["AbleToScale True SucceededGetScale", "ScalingActive False FailedGetResourceMetric"], Conditions);
        Assert.Single(_world.Events.All);
    }

    [Fact]
    public void A_target_that_was_scaled_to_nothing_stays_so()
    {
        AddWeb(0);
        Add(2, 5);

        Pass();

        Assert.Equal(0, _world.Get<V1Deployment>("web").Spec.Replicas);
        Assert.Equal("ScalingActive False ScalingDisabled", Conditions[1]);
    }

    [Fact]
    public void A_target_that_is_not_there_is_named()
    {
        Add(2, 5);

        Pass();

        Assert.Equal(["Warning FailedGetScale deployments.apps \"web\" not found"], _world.Events.All);
        Assert.Equal(["AbleToScale False FailedGetScale"], Conditions);
    }

    [Fact]
    public void Bounds_that_cross_are_refused()
    {
        var refusal = Assert.Throws<StatusException>(() => Add(5, 2));

        Assert.EndsWith("spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private string[] Conditions =>
        [.. _world.Get<V2HorizontalPodAutoscaler>("web").Status.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason}")];

    private IReadOnlyList<string> Pass() => _world.Pass(_autoscaler, "web");

    private void Add(int least, int most) => _world.Create<V2HorizontalPodAutoscaler>(
        $$$"""{"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":{{{least}}},"maxReplicas":{{{most}}} } }""");

    private void AddWeb(int replicas) => _world.Create<V1Deployment>(
        $$$"""{"metadata":{"name":"web"},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"web"} },"template":{"metadata":{"labels":{"app":"web"} },"spec":{"containers":[{"name":"c","image":"i:1"}]} } } }""");
}
