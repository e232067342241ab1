using k8s.Models;

namespace Workshop.Labs.Tests.Checks;

/// <summary>Lab 15: what ran to its end, and what follows the nodes.</summary>
public sealed class JobAndDaemonSetChecksTests : IDisposable
{
    private const int Selecting = 100;
    private readonly StandInCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_DaemonSet_without_a_selector_follows_no_label()
    {
        _cluster.With(Watcher(scheduled: 3, selects: false));

        Assert.StartsWith("red: saw no DaemonSet 'watcher' with a node selector;", await Look(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_from_before_the_selector_are_no_followers_even_within_its_second()
    {
        WithSelector(scheduled: 0);
        _cluster.Happened("DaemonSet", "watcher", "SuccessfulCreate", "Created pod: watcher-a", version: Selecting - 20)
            .Happened("DaemonSet", "watcher", "SuccessfulDelete", "Deleted pod: watcher-a", StandInCluster.Now.AddSeconds(1), Selecting - 1);

        Assert.StartsWith("red: saw no watcher that came because of a label;", await Look(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, Selecting + 5)]
    [InlineData(1, Selecting + 5)]
    [InlineData(60, Selecting - 1)]   // a loop that had not yet seen its own status
    public async Task A_pod_that_came_with_the_label_and_went_with_it_is_green(int seconds, int version)
    {
        WithSelector(scheduled: 0);
        var at = StandInCluster.Now.AddSeconds(seconds);
        _cluster.Happened("DaemonSet", "watcher", "SuccessfulCreate", "Created pod: watcher-b", at, version);
        Assert.StartsWith("red: saw 0 watcher(s) on nodes with the label;", await Look(), StringComparison.Ordinal);

        _cluster.Happened("DaemonSet", "watcher", "SuccessfulDelete", "Deleted pod: watcher-a", at, version);
        Assert.StartsWith("red: saw 0 watcher(s) on nodes with the label;", await Look(), StringComparison.Ordinal);

        _cluster.Happened("DaemonSet", "watcher", "SuccessfulDelete", "Deleted pod: watcher-b", at, version);
        Assert.StartsWith("green: a watcher came with the label, and went with it", await Look(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_label_is_there_the_pod_is()
    {
        WithSelector(scheduled: 1);
        _cluster.Happened("DaemonSet", "watcher", "SuccessfulCreate", "Created pod: watcher-b", version: Selecting + 5);

        Assert.StartsWith("red: saw 1 watcher(s) on nodes with the label;", await Look(), StringComparison.Ordinal);
    }

    private Task<string> Look() => _cluster.Look(15, "daemon-follows");

    private void WithSelector(int scheduled)
    {
        var set = Watcher(scheduled, selects: true);
        _cluster.With(set, Revision(set, 1, Selecting - 50, StandInCluster.Now.AddSeconds(-1)), Revision(set, 2, Selecting, StandInCluster.Now));
    }

    private static V1DaemonSet Watcher(int scheduled, bool selects) => new()
    {
        Metadata = new V1ObjectMeta { Name = "watcher" },
        Spec = new V1DaemonSetSpec
        {
            Selector = new V1LabelSelector(),
            Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [], NodeSelector = selects ? new Dictionary<string, string> { ["workshop.dev/lab15"] = "true" } : null } },
        },
        Status = new V1DaemonSetStatus { CurrentNumberScheduled = scheduled },
    };

    private static V1ControllerRevision Revision(V1DaemonSet set, long number, int version, DateTimeOffset at) => new V1ControllerRevision
    {
        Metadata = new V1ObjectMeta { Name = $"watcher-{number}", ResourceVersion = $"{version}", CreationTimestamp = at.UtcDateTime },
        Revision = number,
    }.OwnedBy(set);
}
