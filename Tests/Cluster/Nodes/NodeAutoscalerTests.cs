using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Nodes.Scaling;

namespace Workshop.Cluster.Tests.Nodes;

/// <summary>A node that came by need, and is needed no more.</summary>
public sealed class NodeAutoscalerTests : IAsyncLifetime, IDisposable
{
    private const string Added = "node-2";

    // It looks when a test says so.
    private static readonly NodeAutoscaling ByHand = new() { MostNodes = 2, ScanPeriod = TimeSpan.FromDays(1), IdleTime = TimeSpan.FromSeconds(15) };

    private readonly StateFolder _state = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
    private NodeWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await NodeWorld.StartAsync(_state, _time, ByHand);
        MakeWaitingPod();
        await _world.Autoscaler.LookAsync();
        Assert.NotNull(Node());
        _world.Client.Delete<V1Pod>("default", "waits");
        await LookAfter(TimeSpan.Zero);
        await LookAfter(ByHand.IdleTime - TimeSpan.FromSeconds(1));
        Assert.False(IsMarked());
        await LookAfter(TimeSpan.FromSeconds(1));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task It_is_marked_first_so_that_no_pod_comes_to_it_and_goes_at_the_next_look()
    {
        Assert.Equal("NoSchedule", Node()!.Spec.Taints.Single(taint => taint.Key == "ToBeDeletedByClusterAutoscaler").Effect);

        await LookAfter(TimeSpan.FromSeconds(1));

        Assert.Null(Node());
    }

    [Fact]
    public async Task A_pod_that_was_on_its_way_to_it_when_it_was_marked_keeps_it()
    {
        _world.Create("{metadata: {name: late}, spec: {containers: [{name: main, image: busybox, command: [sleep, '600']}]}}", on: Added);

        await LookAfter(TimeSpan.FromSeconds(1));

        Assert.False(IsMarked());
        await _world.UntilPhase("late", "Running");
        await LookAfter(ByHand.IdleTime);
        Assert.False(IsMarked());
        Assert.NotNull(Node());
    }

    [Fact]
    public async Task A_pod_that_was_bound_to_it_before_its_agent_knew_it_runs()
    {
        await LookAfter(TimeSpan.FromSeconds(1));
        _world.Create("{metadata: {name: early}, spec: {containers: [{name: main, image: busybox, command: [sleep, '600']}]}}", on: Added);
        MakeWaitingPod();

        await _world.Autoscaler.LookAsync();

        await _world.UntilPhase("early", "Running");
    }

    private V1Node? Node() => _world.Client.Find<V1Node>("", Added);

    private bool IsMarked() => Node() is { } node && NodeScalePlan.IsMarked(node);

    private Task LookAfter(TimeSpan time)
    {
        _time.Advance(time);
        return _world.Autoscaler.LookAsync();
    }

    // Only the node that is to come would do.
    private void MakeWaitingPod()
    {
        var pod = _world.Client.Create(new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = "waits", NamespaceProperty = "default" },
            Spec = new V1PodSpec { NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = Added }, Containers = [new V1Container { Name = "main", Image = "busybox" }] },
        });
        var copy = _world.Client.Copy(pod);
        copy.Status.Conditions = [new V1PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable" }];
        _world.Client.UpdateStatus(copy);
    }
}
