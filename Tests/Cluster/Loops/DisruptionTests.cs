using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.Disruption;

namespace Workshop.Cluster.Tests.Loops;

public sealed class DisruptionTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly LoopWorld _world = new();

    [Theory]
    [InlineData("2", null, 3, 1, 2)]
    [InlineData("3", null, 3, 0, 3)]
    [InlineData("50%", null, 3, 1, 2)]
    [InlineData("100%", null, 3, 0, 3)]
    [InlineData(null, "1", 3, 1, 2)]
    [InlineData(null, "1", 2, 0, 2)]
    [InlineData(null, "50%", 3, 2, 1)]
    public void So_many_may_go_as_leave_enough(string? least, string? most, int ready, int allowed, int desired)
    {
        var status = DisruptionPlan.For(Budget(least, most), [.. Enumerable.Range(0, 3).Select(i => Pod($"p{i}", i < ready))], wanted: 3, Now);

        Assert.Equal((allowed, desired, ready), (status.DisruptionsAllowed, status.DesiredHealthy, status.CurrentHealthy));
        Assert.Equal(allowed > 0 ? "SufficientPods" : "InsufficientPods", status.Conditions.Single().Reason);
    }

    [Fact]
    public void A_pod_that_is_being_evicted_counts_no_more_until_that_is_long_ago()
    {
        var budget = Budget("1", null);
        budget.Status = new V1PodDisruptionBudgetStatus { DisruptedPods = new Dictionary<string, DateTime?> { ["p0"] = Now, ["gone"] = Now } };
        V1Pod[] pods = [Pod("p0", true), Pod("p1", true)];

        var soon = DisruptionPlan.For(budget, pods, 2, Now.AddSeconds(1));
        var late = DisruptionPlan.For(budget, pods, 2, Now.AddMinutes(3));

        Assert.Equal((0, "p0"), (soon.DisruptionsAllowed, soon.DisruptedPods.Single().Key));
        Assert.Equal(TimeSpan.FromSeconds(119), DisruptionPlan.NextIn(soon, Now.AddSeconds(1)));
        Assert.Equal((1, true), (late.DisruptionsAllowed, late.DisruptedPods is null));
    }

    [Fact]
    public void A_budget_counts_the_pods_that_its_Deployment_wants()
    {
        var deployment = _world.Create<V1Deployment>(
            """{"metadata":{"name":"web"},"spec":{"replicas":4,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}}}""");
        var set = _world.Create(new V1ReplicaSet
        {
            Metadata = new V1ObjectMeta { Name = "web-1", Labels = deployment.Spec.Selector.MatchLabels, OwnerReferences = [Owners.ReferenceTo(deployment, "apps/v1", "Deployment")] },
            Spec = new V1ReplicaSetSpec { Replicas = 4, Selector = deployment.Spec.Selector, Template = deployment.Spec.Template },
        });
        var pod = _world.Create(new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = "web-1-a", Labels = deployment.Spec.Selector.MatchLabels, OwnerReferences = [Owners.ReferenceTo(set, "apps/v1", "ReplicaSet")] },
            Spec = deployment.Spec.Template.Spec,
        });
        _world.MakeReady(pod);
        _world.Create<V1PodDisruptionBudget>("""{"metadata":{"name":"web"},"spec":{"maxUnavailable":"25%","selector":{"matchLabels":{"app":"web"}}}}""");
        var loop = new DisruptionReconciler(_world.Client, _world.Events, _world.Time);

        Assert.Equal(["update poddisruptionbudgets.policy web"], _world.Pass(loop, "web"));
        Assert.Empty(_world.Pass(loop, "web"));

        var status = _world.Get<V1PodDisruptionBudget>("web").Status;
        Assert.Equal((4, 3, 1, 0), (status.ExpectedPods, status.DesiredHealthy, status.CurrentHealthy, status.DisruptionsAllowed));
    }

    public void Dispose() => _world.Dispose();

    private static V1PodDisruptionBudget Budget(string? least, string? most) => new()
    {
        Metadata = new V1ObjectMeta { Name = "b", Generation = 1 },
        Spec = new V1PodDisruptionBudgetSpec { MinAvailable = least is null ? null : (IntOrString)least, MaxUnavailable = most is null ? null : (IntOrString)most },
    };

    private static V1Pod Pod(string name, bool isReady) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Status = new V1PodStatus { Conditions = [new V1PodCondition { Type = "Ready", Status = isReady ? "True" : "False" }] },
    };
}
