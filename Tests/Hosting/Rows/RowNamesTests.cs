using Workshop.Hosting.Rows;

namespace Workshop.Hosting.Tests.Rows;

public sealed class RowNamesTests
{
    [Theory]
    [InlineData("default", "redis")]
    [InlineData("workshop", "a.b")]
    [InlineData("branch", "1")]
    [InlineData("pod", "1")]
    public void A_pods_row_has_no_name_that_a_model_or_another_kind_of_row_can_have(string ns, string pod)
    {
        var name = RowNames.OfPod(ns, pod);

        Assert.Equal(1, name.Count(letter => letter == '_'));
        Assert.NotEqual('_', name[^1]);
    }

    [Fact]
    public void Pods_of_one_name_in_two_namespaces_have_two() =>
        Assert.NotEqual(RowNames.OfPod("a-b", "web-0"), RowNames.OfPod("a", "b-web-0"));

    [Fact]
    public void Ids_are_no_names() =>
        Assert.All([RowNames.PodId(0), RowNames.NamespaceId(0)], id => Assert.Contains("__", id, StringComparison.Ordinal));

    [Fact]
    public void A_pods_name_tells_its_namespaces() =>
        Assert.Equal(RowNames.OfNamespace("default"), RowNames.OfNamespaceOf(RowNames.OfPod("default", "redis")));
}
