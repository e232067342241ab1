using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.CronJobs;
using Workshop.Cluster.Loops.Events;
using Workshop.Cluster.Loops.NodeLifecycle;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Tests.Loops;

/// <summary>Somebody puts the machine's clock forward or back by an hour: nothing dies of it, nothing is lost, nothing waits for an hour.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly JumpingClock _clock;

    public ClockJumpTests() => _clock = new JumpingClock(_world.Time);

    public static TheoryData<int> Hours => [1, -1];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_key_that_waits_is_handed_out_when_it_would_have_been(int hours)
    {
        using var queue = new KeyQueue(_clock);
        queue.AddAfter(new ObjectKey("default", "a"), TimeSpan.FromSeconds(10));

        _clock.Jump(TimeSpan.FromHours(hours));
        queue.AddAfter(new ObjectKey("default", "a"), TimeSpan.FromMinutes(30));
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, queue.Count);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void An_earlier_time_still_comes_before_a_later_one(int hours)
    {
        using var queue = new KeyQueue(_clock);
        queue.AddAfter(new ObjectKey("default", "a"), TimeSpan.FromMinutes(30));

        _clock.Jump(TimeSpan.FromHours(hours));
        queue.AddAfter(new ObjectKey("default", "a"), TimeSpan.FromSeconds(10));
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, queue.Count);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_node_that_goes_on_renewing_is_kept_and_one_that_falls_silent_is_noticed(int hours)
    {
        var nodes = new NodeLifecycleReconciler(_world.Client, _world.Events, new ClusterOptions { StateFolder = "unused" }, _clock);
        var node = _world.Create(new V1Node { Metadata = new V1ObjectMeta { Name = "node-1" } });
        _world.ChangeStatus(node, copy => copy.Status = new V1NodeStatus { Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }] });
        _world.Create(NodeObjects.Lease("node-1", _clock.GetUtcNow().UtcDateTime));
        Pass();

        _clock.Jump(TimeSpan.FromHours(hours));
        Pass();
        Pass();
        Assert.Equal("True", Ready());

        _world.Change(_world.Get<V1Lease>("node-1", NodeObjects.LeaseNamespace), lease => lease.Spec.RenewTime = _clock.GetUtcNow().UtcDateTime);
        Pass();
        _world.Time.Advance(new NodeFailure().Grace + TimeSpan.FromSeconds(1));
        Pass();
        Pass();
        Assert.Equal("Unknown", Ready());

        void Pass() => _world.Pass(nodes, "node-1", ns: "");

        string Ready() => _world.Get<V1Node>("node-1", "").Status.Conditions.Single(condition => condition.Type == "Ready").Status;
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void Events_stay_for_their_hour(int hours)
    {
        var expiry = new EventExpiryReconciler(_world.Client, new ClusterOptions { StateFolder = "" }, _clock);
        _world.Create(new Corev1Event
        {
            Metadata = new V1ObjectMeta { Name = "hello.1" },
            InvolvedObject = new V1ObjectReference { Kind = "Pod", Name = "hello", NamespaceProperty = "default" },
            LastTimestamp = _clock.GetUtcNow().UtcDateTime,
        });
        Assert.Empty(_world.Pass(expiry, "hello.1"));

        _clock.Jump(TimeSpan.FromHours(hours));
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(_world.Pass(expiry, "hello.1"));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["delete events hello.1"], _world.Pass(expiry, "hello.1"));
    }

    [Fact]
    public void A_CronJob_starts_one_Job_for_an_hour_that_was_skipped_and_none_twice_for_one_that_comes_again()
    {
        var cron = new CronJobReconciler(_world.Client, _world.Events, _clock);
        _world.Create<V1CronJob>(
            """{"metadata":{"name":"tick"},"spec":{"schedule":"*/5 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"main","image":"busybox"}]}}}}}}""");

        _clock.Jump(TimeSpan.FromHours(1));
        _world.Pass(cron, "tick");
        Assert.Single(_world.All<V1Job>());

        _clock.Jump(TimeSpan.FromHours(-1));
        foreach (var _ in Enumerable.Range(0, 12))
        {
            _world.Time.Advance(TimeSpan.FromMinutes(5));
            _world.Pass(cron, "tick");
        }

        Assert.Single(_world.All<V1Job>());
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        _world.Pass(cron, "tick");
        Assert.Equal(2, _world.All<V1Job>().Count);
    }
}
