using Workshop.Dashboard.Resources;
using Workshop.Dashboard.Shell.Parts;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Tests.Resources;

public sealed class GraphLayoutTests
{
    [Fact]
    public void Who_uses_stands_left_of_who_is_used_on_the_longest_way()
    {
        var graph = GraphLayout.For([Row("a", "b", "c"), Row("b", "c"), Row("c"), Row("alone")]);

        var columns = graph.Nodes.GroupBy(node => node.X).OrderBy(group => group.Key).Select(group => string.Join(',', group.Select(node => node.Row.Name).Order()));
        Assert.Equal(["a,alone", "b", "c"], columns);
        Assert.Equal(3, graph.Edges.Length);
    }

    [Fact]
    public void Two_that_use_each_other_are_drawn_all_the_same()
    {
        var graph = GraphLayout.For([Row("a", "b"), Row("b", "a")]);

        Assert.Equal(2, graph.Nodes.Length);
        Assert.Equal(2, graph.Edges.Length);
    }

    [Fact]
    public void Nothing_overlaps_and_nothing_sticks_out()
    {
        var graph = GraphLayout.For([.. Enumerable.Range(0, 30).Select(i => Row($"n{i:00}", $"n{(i * 7 + 3) % 30:00}", $"n{(i * 3 + 1) % 30:00}"))]);

        var places = graph.Nodes.Select(node => (node.X, node.Y)).ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(graph.Nodes, node => Assert.True(node.X >= 0 && node.Y >= 0 && node.X + GraphLayout.NodeWidth <= graph.Width && node.Y + GraphLayout.NodeHeight <= graph.Height));
        Assert.DoesNotContain(graph.Nodes, one => graph.Nodes.Any(other => other != one && other.X == one.X && Math.Abs(other.Y - one.Y) < GraphLayout.NodeHeight));
    }

    [Fact]
    public void A_resource_that_is_not_shown_has_no_line() => Assert.Empty(GraphLayout.For([Row("a", "hidden")]).Edges);

    private static WorkloadKey Key(string name) => new(WorkloadKey.Deployment, new ObjectName("workshop", name));

    private static ResourceRow Row(string name, params string[] uses) => new(Key(name), new Condition(StateKind.Good, "Running")) { Uses = [.. uses.Select(Key)] };
}
