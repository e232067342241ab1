using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Telemetry.Rollouts;

namespace Workshop.Cluster.Tests.Telemetry;

public sealed partial class RolloutTraceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_new_Deployment_is_one_trace_from_its_loop_to_its_endpoint()
    {
        await using var world = await TracedWorld.StartAsync(_folder.Path);
        world.AddNode();
        world.AddHello();
        await world.MakeReadyAsync("hello:1");

        await TracedWorld.Until(() => Roots(world, 1).Any(), "the rollout's trace is whole");
        Assert.Equal(
            [
                "rollout default/hello",
                "rollout default/hello / deployment loop",
                "rollout default/hello / replicaset hello-*",
                "rollout default/hello / replicaset hello-* / pod hello-* comes",
                "rollout default/hello / replicaset hello-* / pod hello-* comes / in endpoints",
                "rollout default/hello / replicaset hello-* / pod hello-* comes / ready",
                "rollout default/hello / replicaset hello-* / pod hello-* comes / scheduled",
                "rollout default/hello / replicaset hello-* / pod hello-* comes / started",
            ],
            Paths(world, 1));
        Assert.Equal("complete", Roots(world, 1).Single().GetTagItem("workshop.outcome"));
    }

    [Fact]
    public async Task A_new_image_is_a_trace_of_its_own_in_which_the_old_pod_ends()
    {
        await using var world = await TracedWorld.StartAsync(_folder.Path);
        world.AddNode();
        world.AddHello();
        await world.MakeReadyAsync("hello:1");
        await TracedWorld.Until(() => Roots(world, 1).Any(), "the first rollout's trace is whole");

        world.SetImage("hello:2");
        await world.MakeReadyAsync("hello:2");
        await world.EndPodsUntilAsync(() => Roots(world, 2).Any(), "the second rollout's trace is whole");

        var paths = Paths(world, 2);
        Assert.Contains("rollout default/hello / replicaset hello-* / pod hello-* comes / in endpoints", paths);
        Assert.Contains("rollout default/hello / replicaset hello-* / pod hello-* ends / out of endpoints", paths);
        Assert.Contains("rollout default/hello / replicaset hello-* / pod hello-* ends / processes end", paths);
        Assert.Equal("hello:2", Roots(world, 2).Single().GetTagItem("workshop.images"));
    }

    [Fact]
    public async Task The_request_that_brings_a_rollout_about_is_its_first_span_and_links_to_its_caller()
    {
        await using var world = await TracedWorld.StartAsync(_folder.Path);
        world.AddNode();
        var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        world.Services.GetRequiredService<WriteNotes>().Note(new ObjectKey("default", "hello"), "create", "kubectl-create", $"00-{caller.TraceId}-{caller.SpanId}-01");
        world.AddHello();
        await world.MakeReadyAsync("hello:1");
        await TracedWorld.Until(() => Roots(world, 1).Any(), "the rollout's trace is whole");

        var request = world.Spans(TraceOf(world, 1)).Single(span => span.DisplayName == "create deployment hello");
        Assert.Equal(Roots(world, 1).Single().SpanId, request.ParentSpanId);
        Assert.Equal("kubectl-create", request.GetTagItem("workshop.field_manager"));
        Assert.Equal(caller.TraceId, request.Links.Single().Context.TraceId);
        Assert.True(Roots(world, 1).Single().StartTimeUtc <= request.StartTimeUtc);
    }

    [Fact]
    public async Task A_deleted_pod_and_its_successor_are_a_trace_of_healing()
    {
        await using var world = await TracedWorld.StartAsync(_folder.Path);
        world.AddNode();
        world.AddHello();
        await world.MakeReadyAsync("hello:1");
        await TracedWorld.Until(() => Roots(world, 1).Any(), "the rollout's trace is whole");

        world.Client.Delete<k8s.Models.V1Pod>("default", world.Pods.Single().Metadata.Name);
        await world.MakeReadyAsync("hello:1");
        await world.EndPodsUntilAsync(() => world.Roots("heal default/hello").Any(), "the healing's trace is whole");

        var root = world.Roots("heal default/hello").First();
        var names = world.Spans(root.TraceId).Select(span => Suffix().Replace(span.DisplayName, "-*")).ToHashSet();
        Assert.Superset(new HashSet<string> { "pod hello-* ends", "pod hello-* comes", "ready", "in endpoints" }, names);
        Assert.NotEqual(TraceOf(world, 1), root.TraceId);
    }

    [Fact]
    public async Task A_rollout_past_its_deadline_is_a_failed_trace_that_says_why()
    {
        await using var world = await TracedWorld.StartAsync(_folder.Path);
        world.AddHello(deadline: 1);

        await TracedWorld.Until(() => Roots(world, 1).Any(), "the rollout's trace has ended");
        var root = Roots(world, 1).Single();
        Assert.Equal(ActivityStatusCode.Error, root.Status);
        Assert.EndsWith("has timed out progressing.", root.StatusDescription, StringComparison.Ordinal);
        Assert.Equal("failed", root.GetTagItem("workshop.outcome"));
    }

    [Fact]
    public async Task A_rollout_goes_on_in_the_same_trace_after_a_restart()
    {
        await using (var before = await TracedWorld.StartAsync(_folder.Path))
        {
            before.AddNode();
            before.AddHello();
            await TracedWorld.Until(() => before.Pods.Any(pod => pod.Spec.NodeName is not null) && before.Deployment.Status.ObservedGeneration == 1, "the pod has a node");
        }

        await using var world = await TracedWorld.StartAsync(_folder.Path);
        await world.MakeReadyAsync("hello:1");

        await TracedWorld.Until(() => Roots(world, 1).Any(), "the rollout's trace is whole");
        Assert.Contains("rollout default/hello / replicaset hello-* / pod hello-* comes / in endpoints", Paths(world, 1));
    }

    public void Dispose() => _folder.Dispose();

    private static ActivityTraceId TraceOf(TracedWorld world, long revision) => RolloutTraceId.Of(world.Deployment.Metadata.Uid, revision);

    private static IEnumerable<Activity> Roots(TracedWorld world, long revision) => world.Spans(TraceOf(world, revision)).Where(span => span.ParentSpanId == default);

    /// <summary>Each ended span of a rollout with the names of those above it.</summary>
    private static IReadOnlyList<string> Paths(TracedWorld world, long revision)
    {
        var spans = world.Spans(TraceOf(world, revision)).ToDictionary(span => span.SpanId);
        return [.. spans.Values.Select(Path).Order(StringComparer.Ordinal)];

        string Path(Activity span)
        {
            var name = Suffix().Replace(span.DisplayName, "-*");
            return spans.TryGetValue(span.ParentSpanId, out var parent) ? $"{Path(parent)} / {name}" : name;
        }
    }

    [GeneratedRegex("-[bcdfghjklmnpqrstvwxz2456789]{5,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?(?=$| )")]
    private static partial Regex Suffix();
}
