using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Nodes.Metering;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Tests.Nodes.Metering;

public sealed class UsageMeterTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly UsageStore _store = new();
    private readonly ScriptedTable _table = new();
    private readonly UsageMeter _meter;

    public UsageMeterTests() => _meter = new UsageMeter(_table, _store, new ClusterOptions { StateFolder = "unused" }, _time);

    [Fact]
    public void Use_is_an_average_over_the_window()
    {
        Watch(1, "pod-a", "web");
        MeasureAfter(Period, (1, 3, 50));
        MeasureAfter(Period, (1, 6, 40));

        var pod = _store.Current.Pods["pod-a"];

        Assert.Equal((Period, _time.GetUtcNow()), (pod.Window, pod.Timestamp));
        Assert.Equal([new ContainerUsage("web", 200_000_000, 40)], pod.Containers);
    }

    [Fact]
    public void A_container_that_has_only_just_begun_is_measured_next_time_since_its_start()
    {
        _time.Advance(TimeSpan.FromSeconds(11));
        Watch(1, "pod-a", "web");
        MeasureAfter(TimeSpan.FromSeconds(4), (1, 2, 50));
        Assert.Empty(_store.Current.Pods);
        MeasureAfter(Period, (1, 3.8, 50));

        Assert.Equal(TimeSpan.FromSeconds(19), _store.Current.Pods["pod-a"].Window);
        Assert.Equal(200_000_000, _store.Current.Pods["pod-a"].Containers[0].Nanocores);
    }

    [Fact]
    public void A_pod_is_not_shown_before_all_of_its_containers_are_measured()
    {
        Watch(1, "pod-a", "web");
        MeasureAfter(Period, (1, 3, 50));
        _time.Advance(TimeSpan.FromSeconds(10));
        Watch(2, "pod-a", "side");
        MeasureAfter(TimeSpan.FromSeconds(5), (1, 3, 50), (2, 1, 50));
        Assert.Empty(_store.Current.Pods);
        MeasureAfter(Period, (1, 3, 50), (2, 1, 50));

        Assert.Equal(["side", "web"], _store.Current.Pods["pod-a"].Containers.Select(container => container.Name));
    }

    [Fact]
    public void A_node_uses_what_its_containers_use()
    {
        Watch(1, "pod-a", "web", "node-1");
        Watch(2, "pod-b", "web", "node-1");
        Watch(3, "pod-c", "web", "node-2");
        MeasureAfter(Period, (1, 3, 50), (2, 1.5, 20), (3, 15, 7));

        Assert.Equal(new ContainerUsage("node-1", 300_000_000, 70), _store.Current.Nodes["node-1"]);
        Assert.Equal(new ContainerUsage("node-2", 1_000_000_000, 7), _store.Current.Nodes["node-2"]);
    }

    [Fact]
    public void What_has_ended_is_no_longer_shown()
    {
        Watch(1, "pod-a", "web");
        Watch(2, "pod-b", "web").End();
        MeasureAfter(Period, (1, 3, 50), (2, 3, 50));
        Assert.Equal(["pod-a"], _store.Current.Pods.Keys);

        _meter.Forget("id-1");
        MeasureAfter(Period, (1, 3, 50));

        Assert.Empty(_store.Current.Pods);
        Assert.Empty(_store.Current.Nodes);
    }

    private FakeProcess Watch(int id, string pod, string container, string node = "node-1")
    {
        var process = new FakeProcess(id);
        _meter.Watch(new MeteredContainer($"id-{id}", pod, node, container, process));
        return process;
    }

    private void MeasureAfter(TimeSpan time, params (int Id, double Cpu, long Bytes)[] processes)
    {
        _time.Advance(time);
        _table.Now = processes.ToDictionary(process => process.Id, process => new ProcessUsage(process.Id, 1, TimeSpan.FromSeconds(process.Cpu), TimeSpan.Zero, process.Bytes));
        _meter.Measure();
    }

    private sealed class ScriptedTable : IProcessTable
    {
        public Dictionary<int, ProcessUsage> Now { get; set; } = [];

        public IReadOnlyList<IReadOnlyList<ProcessUsage>> Read(IReadOnlyList<ProcessTree> trees) =>
            [.. trees.Select(tree => Now.TryGetValue(tree.Root, out var process) ? (IReadOnlyList<ProcessUsage>)[process] : [])];
    }

    private sealed class FakeProcess(int id) : ILaunchedProcess
    {
        private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Id => id;

        public IReadOnlyList<int>? Members => null;

        public Stream? Input => null;

        public Stream Output => Stream.Null;

        public Stream Error => Stream.Null;

        public Task<int> Exited => _exited.Task;

        public void End() => _exited.SetResult(0);

        public void Resize(TerminalSize size)
        {
        }

        public void Signal(ProcessSignal signal) => End();

        public void Dispose()
        {
        }
    }
}
