using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Tests.Intake;

namespace Workshop.Dashboard.Tests.Telemetry;

public sealed class ChangeFeedTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void Many_changes_are_told_once_with_the_last_versions()
    {
        using var bench = new IntakeBench();
        var told = new List<TelemetryVersions>();
        using var subscription = bench.Store.Subscribe(told.Add);

        bench.Put(Otlp.Request(Otlp.Span(1, 1)));
        bench.Put(Otlp.Request(Otlp.Span(2, 1)));
        bench.Clock.Advance(Pause);

        Assert.Equal([new TelemetryVersions(2, 2, 0, 0)], told);
        Assert.Equal(told[0], bench.Store.Versions);
    }

    [Fact]
    public void A_later_change_is_told_again_and_silence_is_silence()
    {
        using var bench = new IntakeBench();
        var told = 0;
        using var subscription = bench.Store.Subscribe(_ => told++);
        bench.Put(Otlp.Request(Otlp.Span(1, 1)));
        bench.Clock.Advance(Pause);
        bench.Clock.Advance(Pause * 10);

        bench.Put(Otlp.Request(Otlp.Span(2, 1)));
        bench.Clock.Advance(Pause);

        Assert.Equal(2, told);
    }

    [Fact]
    public void What_changes_while_it_is_told_is_told_afterwards()
    {
        using var bench = new IntakeBench();
        var told = new List<long>();
        using var subscription = bench.Store.Subscribe(versions =>
        {
            told.Add(versions.Traces);
            bench.Put(Otlp.Request(Otlp.Span((UInt128)versions.Traces + 1, 1)));
        });

        bench.Put(Otlp.Request(Otlp.Span(1, 1)));
        bench.Clock.Advance(Pause);
        bench.Clock.Advance(Pause);

        Assert.Equal([1, 2], told);
    }

    [Fact]
    public void Who_has_ended_the_subscription_hears_nothing_more_and_a_fault_of_one_silences_nobody()
    {
        using var bench = new IntakeBench();
        var (ended, other) = (0, 0);
        bench.Store.Subscribe(_ => ended++).Dispose();
        using var faulty = bench.Store.Subscribe(_ => throw new InvalidOperationException("a page is gone"));
        using var subscription = bench.Store.Subscribe(_ => other++);

        bench.Put(Otlp.Request(Otlp.Span(1, 1)));
        bench.Clock.Advance(Pause);

        Assert.Equal((0, 1), (ended, other));
    }
}
