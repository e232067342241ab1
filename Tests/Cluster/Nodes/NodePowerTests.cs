using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Nodes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class NodePowerTests : IAsyncLifetime, IDisposable
{
    private readonly StateFolder _state = new();
    private NodeWorld _world = null!;

    public async Task InitializeAsync() => _world = await NodeWorld.StartAsync(_state);

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        Assert.Empty(_world.Processes);
    }

    public void Dispose() => _state.Dispose();

    [SkippableFact]
    public async Task A_power_cut_ends_processes_without_asking_and_nobody_writes_it_down()
    {
        await RunAsync("stubborn");
        var before = _world.Pod("stubborn");

        Switch("off");

        await NodeWorld.Until(() => _world.Processes.Count == 0, "nothing runs");
        Assert.Equal(before.Metadata.ResourceVersion, _world.Pod("stubborn").Metadata.ResourceVersion);
        Assert.DoesNotContain(_world.Events.About("stubborn"), line => line.Contains("Killing", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_node_that_comes_back_starts_its_pods_again_and_ends_what_was_deleted_meanwhile()
    {
        await RunAsync("kept");
        await RunAsync("deleted");
        var renewed = Lease;
        Switch("off");
        await NodeWorld.Until(() => _world.Processes.Count == 0, "nothing runs");
        _world.Client.Delete<V1Pod>("default", "deleted");
        Create("new");

        Switch(null);

        await _world.UntilGone("deleted");
        await _world.UntilReady("new");
        await NodeWorld.Until(() => _world.Status("kept") is { RestartCount: 1, State.Running: not null, LastState.Terminated.ExitCode: 255 }, "the pod runs again");
        Assert.True(Lease > renewed);
        Assert.Equal(["Normal NodeReady Node node-1 status is now: NodeReady"], _world.Events.About("node-1"));
    }

    [SkippableFact]
    public async Task A_pod_deleted_by_force_while_its_node_is_off_leaves_no_folder()
    {
        await RunAsync("forced");
        var uid = _world.Pod("forced").Metadata.Uid;
        Switch("off");
        await NodeWorld.Until(() => _world.Processes.Count == 0, "nothing runs");

        _world.Client.Delete<V1Pod>("default", "forced", Workshop.Cluster.Registry.DeletionOptions.Now);

        await NodeWorld.Until(() => !Directory.Exists(_state.In("pods", uid)), "the folder is gone");
    }

    [SkippableFact]
    public async Task A_node_that_is_off_stays_off_over_a_restart()
    {
        await RunAsync("dark");
        Switch("off");
        await NodeWorld.Until(() => _world.Processes.Count == 0, "nothing runs");
        var renewed = Lease;
        await _world.DisposeAsync();

        _world = await NodeWorld.StartAsync(_state);

        Assert.Equal(renewed, Lease);
        Assert.Equal(0, _world.Status("dark").RestartCount);
        Switch("on");
        await NodeWorld.Until(() => _world.Status("dark").RestartCount == 1, "it runs again");
    }

    private DateTime? Lease => _world.Client.Find<V1Lease>(NodeObjects.LeaseNamespace, "node-1")!.Spec.RenewTime;

    private void Switch(string? power) =>
        _world.Client.Patch<V1Node>("", "node-1", new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["workshop.dev/power"] = power } } });

    private Task RunAsync(string name)
    {
        Create(name);
        return _world.UntilReady(name);
    }

    private void Create(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        _world.Create($"metadata: {{name: {name}}}\nspec: {{containers: [{{name: main, image: 'busybox:1.36', imagePullPolicy: IfNotPresent, command: [sh, -c, \"trap '' TERM; while true; do sleep 1; done\"]}}]}}");
    }
}
