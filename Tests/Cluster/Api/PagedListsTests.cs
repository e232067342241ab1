using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Api.Verbs;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Api;

public sealed class PagedListsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PagedLists _pages;

    public PagedListsTests() => _pages = new PagedLists(_time);

    [Fact]
    public void A_list_is_kept_for_five_minutes()
    {
        var snapshot = new ObjectSnapshot([], 7);
        _pages.Keep(KindTable.Pod, "a", snapshot);
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.Same(snapshot, _pages.Find(KindTable.Pod, "a", 7));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(_pages.Find(KindTable.Pod, "a", 7));
    }

    [Fact]
    public void It_is_found_by_kind_namespace_and_version_only()
    {
        _pages.Keep(KindTable.Pod, "a", new ObjectSnapshot([], 7));
        Assert.Null(_pages.Find(KindTable.Pod, "b", 7));
        Assert.Null(_pages.Find(KindTable.Pod, null, 7));
        Assert.Null(_pages.Find(KindTable.Secret, "a", 7));
        Assert.Null(_pages.Find(KindTable.Pod, "a", 8));
    }

    [Fact]
    public void The_oldest_gives_way_to_the_thirty_third()
    {
        Enumerable.Range(1, 33).ToList().ForEach(version => _pages.Keep(KindTable.Pod, null, new ObjectSnapshot([], version)));
        Assert.Null(_pages.Find(KindTable.Pod, null, 1));
        Assert.NotNull(_pages.Find(KindTable.Pod, null, 2));
        Assert.NotNull(_pages.Find(KindTable.Pod, null, 33));
    }
}
