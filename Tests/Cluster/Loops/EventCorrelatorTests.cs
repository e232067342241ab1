using k8s.Models;
using Workshop.Cluster.Loops.Events;

namespace Workshop.Cluster.Tests.Loops;

public sealed class EventCorrelatorTests
{
    private readonly EventCorrelator _correlator = new();
    private DateTime _now = Sets.Start;

    [Fact]
    public void Equal_events_are_one_event_with_a_count()
    {
        var first = Tell("Back-off restarting failed container")!;
        _now = _now.AddSeconds(10);
        var second = Tell("Back-off restarting failed container")!;

        Assert.Equal((first.Metadata.Name, 2), (second.Metadata.Name, second.Count));
        Assert.Equal((Sets.Start, Sets.Start.AddSeconds(10)), (second.FirstTimestamp, second.LastTimestamp));
    }

    [Fact]
    public void From_the_tenth_similar_event_on_they_are_combined()
    {
        var events = Enumerable.Range(1, 12).Select(i => Tell($"Scaled to {i}")!).ToList();

        Assert.All(events.Take(9), item => Assert.StartsWith("Scaled to", item.Message, StringComparison.Ordinal));
        Assert.Equal("(combined from similar events): Scaled to 10", events[9].Message);
        Assert.Equal(("(combined from similar events): Scaled to 12", events[9].Metadata.Name, 3), (events[11].Message, events[11].Metadata.Name, events[11].Count));
    }

    [Fact]
    public void After_ten_quiet_minutes_similar_events_are_told_apart_again()
    {
        foreach (var i in Enumerable.Range(1, 12))
        {
            Tell($"Scaled to {i}");
        }

        _now = _now.AddMinutes(11);

        Assert.Equal("Scaled to 13", Tell("Scaled to 13")!.Message);
    }

    [Fact]
    public void A_source_that_tells_too_much_of_an_object_is_cut_short_and_recovers_slowly()
    {
        var told = Enumerable.Range(1, 40).Count(i => Tell("again") is not null);

        Assert.Equal(25, told);
        _now = _now.AddMinutes(5);
        Assert.NotNull(Tell("again"));
        Assert.Null(Tell("again"));
    }

    [Fact]
    public void An_event_is_named_after_its_object_and_sixteen_digits_and_never_twice_alike()
    {
        var (one, other) = (Tell("one")!.Metadata.Name, Tell("other")!.Metadata.Name);

        Assert.Matches("^hello\\.[0-9a-f]{16}$", one);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void An_event_says_who_reports_and_about_what()
    {
        var item = Tell("Started container hello")!;

        Assert.Equal(("kubelet", "node-1", "kubelet", "node-1"), (item.Source.Component, item.Source.Host, item.ReportingComponent, item.ReportingInstance));
        Assert.Equal(("Pod", "hello", "default"), (item.InvolvedObject.Kind, item.InvolvedObject.Name, item.Metadata.NamespaceProperty));
        Assert.Equal(("Normal", "Started", 1), (item.Type, item.Reason, item.Count));
    }

    private Corev1Event? Tell(string message) => _correlator.Correlate(new EventNote(
        new V1ObjectReference { ApiVersion = "v1", Kind = "Pod", NamespaceProperty = "default", Name = "hello", Uid = "1" }, "Normal", "Started", message, "kubelet", "node-1", _now));
}
