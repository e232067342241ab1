using Workshop.Hosting.Rows;

namespace Workshop.Hosting.Tests.Rows;

public sealed class RowPlanTests
{
    [Fact]
    public void A_new_object_gets_a_new_row()
    {
        var plan = new RowPlan(rest: 0);

        Assert.Equal([0, 1, 2], Take(plan, "a", "b", "c"));
    }

    [Fact]
    public void An_object_that_is_shown_keeps_its_row()
    {
        var plan = new RowPlan(rest: 0);
        Take(plan, "a", "b");

        Assert.Equal(1, plan.Take("b"));
    }

    [Fact]
    public void The_row_of_an_object_that_is_gone_shows_the_next()
    {
        var plan = new RowPlan(rest: 0);
        Take(plan, "a", "b");
        plan.TryLeave("a", out _);

        Assert.Equal(0, plan.Take("c"));
    }

    [Fact]
    public void The_last_ones_that_are_gone_stay_readable()
    {
        var plan = new RowPlan(rest: 1);
        Take(plan, "a", "b");
        plan.TryLeave("a", out _);

        Assert.Equal(2, plan.Take("c"));
    }

    [Fact]
    public void Who_left_first_gives_its_row_first()
    {
        var plan = new RowPlan(rest: 1);
        Take(plan, "a", "b");
        plan.TryLeave("b", out _);
        plan.TryLeave("a", out _);

        Assert.Equal(1, plan.Take("c"));
    }

    [Fact]
    public void The_same_name_comes_back_to_its_own_row_also_from_the_rest()
    {
        var plan = new RowPlan(rest: 5);
        Take(plan, "redis-0", "b");
        plan.TryLeave("redis-0", out _);

        Assert.Equal(0, plan.Take("redis-0"));
    }

    [Fact]
    public void Who_has_no_row_leaves_none()
    {
        var plan = new RowPlan(rest: 0);

        Assert.False(plan.TryLeave("a", out _));
    }

    [Fact]
    public void Thousands_that_come_and_go_need_as_many_rows_as_lived_at_once_and_the_rest()
    {
        var plan = new RowPlan(rest: 20);
        for (var i = 0; i < 2000; i++)
        {
            plan.Take($"pod-{i}");
            plan.TryLeave($"pod-{i - 10}", out _);
        }

        Assert.InRange(plan.Count, 10, 31);
    }

    [Fact]
    public void No_row_shows_two()
    {
        var plan = new RowPlan(rest: 3);
        var random = new Random(7);
        var shown = new Dictionary<string, int>();
        for (var i = 0; i < 5000; i++)
        {
            var name = $"pod-{random.Next(40)}";
            if (shown.Remove(name))
            {
                plan.TryLeave(name, out _);
            }
            else
            {
                shown[name] = plan.Take(name);
            }

            Assert.Equal(shown.Count, shown.Values.Distinct().Count());
        }
    }

    private static int[] Take(RowPlan plan, params string[] names) => [.. names.Select(plan.Take)];
}
