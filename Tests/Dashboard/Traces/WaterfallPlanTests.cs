using Workshop.Dashboard.Traces;
using static Workshop.Dashboard.Tests.TelemetrySamples;

namespace Workshop.Dashboard.Tests.Traces;

public sealed class WaterfallPlanTests
{
    [Fact]
    public void Children_stand_under_their_parent_in_order_of_their_start()
    {
        var waterfall = WaterfallPlan.For([Span("c", "a", 50, 90), Span("a", null, 0, 100), Span("d", "c", 60, 70), Span("b", "a", 10, 40)], []);

        Assert.Equal([("a", 0), ("b", 1), ("c", 1), ("d", 2)], waterfall.Rows.Select(row => (row.Key, row.Depth)));
    }

    [Fact]
    public void A_row_knows_how_many_are_below_it()
    {
        var waterfall = WaterfallPlan.For([Span("a", null, 0, 100), Span("b", "a", 10, 40), Span("c", "a", 50, 90), Span("d", "c", 60, 70)], []);

        Assert.Equal([3, 0, 1, 0], waterfall.Rows.Select(row => row.Descendants));
    }

    [Fact]
    public void A_root_that_has_not_ended_yet_is_shown_as_not_seen_yet()
    {
        var waterfall = WaterfallPlan.For([Span("b", "root", 1000, 2000), Span("c", "root", 3000, 9000)], []);

        var missing = Assert.IsType<WaterfallRow.OfMissing>(waterfall.Rows[0]);
        Assert.True(missing.IsRoot);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(8)), (missing.Offset, missing.Length));
        Assert.Equal(["missing-root", "missing-root"], waterfall.Rows.Skip(1).Select(row => row.ParentKey));
        Assert.False(waterfall.HasRoot);
    }

    [Fact]
    public void With_several_missing_parents_none_is_said_to_be_the_root()
    {
        var waterfall = WaterfallPlan.For([Span("b", "x", 0, 10), Span("c", "y", 20, 30)], []);

        Assert.Equal([false, false], waterfall.Rows.OfType<WaterfallRow.OfMissing>().Select(row => row.IsRoot));
        Assert.Equal(2, waterfall.MissingParents);
    }

    [Fact]
    public void A_missing_parent_beside_a_root_is_a_line_of_its_own()
    {
        var waterfall = WaterfallPlan.For([Span("a", null, 0, 100), Span("late", "lost", 20, 30)], []);

        Assert.Equal(["a", "missing-lost", "late"], waterfall.Rows.Select(row => row.Key));
        Assert.False(Assert.IsType<WaterfallRow.OfMissing>(waterfall.Rows[1]).IsRoot);
    }

    [Fact]
    public void Spans_that_are_each_others_parents_are_shown_once()
    {
        var waterfall = WaterfallPlan.For([Span("a", "b", 0, 10), Span("b", "a", 5, 10), Span("own", "own", 1, 2)], []);

        Assert.Equal(["a", "b", "own"], waterfall.Rows.Select(row => row.Key));
    }

    [Fact]
    public void A_span_that_came_twice_is_shown_once()
    {
        var waterfall = WaterfallPlan.For([Span("a", null, 0, 10), Span("b", "a", 1, 2), Span("b", "a", 1, 2)], []);

        Assert.Equal(["a", "b"], waterfall.Rows.Select(row => row.Key));
    }

    [Fact]
    public void A_trace_ten_thousand_deep_is_laid_out()
    {
        var spans = Enumerable.Range(0, 10_000).Select(i => Span($"s{i}", i == 0 ? null : $"s{i - 1}", i, 20_000)).ToList();

        var waterfall = WaterfallPlan.For(spans, []);

        Assert.Equal(9_999, waterfall.Rows[^1].Depth);
        Assert.Equal(9_999, waterfall.Rows[0].Descendants);
    }

    [Fact]
    public void No_spans_make_no_rows()
    {
        var waterfall = WaterfallPlan.For([], []);

        Assert.Empty(waterfall.Rows);
        Assert.Equal(0, waterfall.Percent(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Time_when_no_span_ran_is_a_gap()
    {
        var waterfall = WaterfallPlan.For([Span("a", "x", 0, 100), Span("b", "x", 50, 200), Span("c", "x", 700, 1000)], []);

        Assert.Equal([new TimeRange(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(700))], waterfall.Gaps);
    }

    [Fact]
    public void A_gap_too_short_to_be_seen_is_none()
    {
        Assert.Empty(WaterfallPlan.For([Span("a", "x", 0, 500), Span("b", "x", 501, 1000)], []).Gaps);
    }

    [Fact]
    public void A_spans_own_time_is_what_its_children_leave_free()
    {
        var waterfall = WaterfallPlan.For([Span("a", null, 0, 100), Span("b", "a", 10, 40), Span("c", "a", 30, 60), Span("d", "b", 70, 80)], []);

        var root = Assert.IsType<WaterfallRow.OfSpan>(waterfall.Rows[0]);
        Assert.Equal([(0d, 10d), (60d, 100d)], root.OwnTime.Select(range => (range.From.TotalMilliseconds, range.To.TotalMilliseconds)));
    }

    [Fact]
    public void A_span_without_children_has_no_own_time_to_tell()
    {
        var row = Assert.IsType<WaterfallRow.OfSpan>(Assert.Single(WaterfallPlan.For([Span("a", null, 0, 100)], []).Rows));

        Assert.Empty(row.OwnTime);
    }

    [Fact]
    public void A_span_that_outlives_its_parent_says_by_how_much()
    {
        var waterfall = WaterfallPlan.For([Span("a", null, 10, 100), Span("b", "a", 5, 130)], []);

        var timing = waterfall.Rows.OfType<WaterfallRow.OfSpan>().Single(row => row.Span.SpanId == "b").Timing;
        Assert.Equal(new SpanTiming(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(30)), timing);
    }

    [Fact]
    public void Log_records_stand_under_their_span_in_order_of_time()
    {
        var waterfall = WaterfallPlan.For(
            [Span("a", null, 0, 100), Span("b", "a", 20, 40)], [Log(2, "a", 50), Log(1, "a", 10), Log(3, "b", 30)]);

        Assert.Equal(["a", "log-1", "b", "log-3", "log-2"], waterfall.Rows.Select(row => row.Key));
        Assert.Equal([0, 1, 1, 2, 1], waterfall.Rows.Select(row => row.Depth));
    }

    [Fact]
    public void Log_records_of_unknown_spans_stand_at_the_end()
    {
        var waterfall = WaterfallPlan.For([Span("a", null, 0, 100)], [Log(1, "unknown", 10), Log(2, null, 5)]);

        Assert.Equal(["a", "log-2", "log-1"], waterfall.Rows.Select(row => row.Key));
    }

    [Fact]
    public void Log_records_of_a_span_that_has_not_ended_stand_under_its_place()
    {
        var waterfall = WaterfallPlan.For([Span("b", "root", 20, 40)], [Log(1, "root", 10)]);

        Assert.Equal(["missing-root", "log-1", "b"], waterfall.Rows.Select(row => row.Key));
        Assert.Equal(0, waterfall.Percent(waterfall.Rows[1].Offset));
    }
}
