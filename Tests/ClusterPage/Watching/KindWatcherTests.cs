using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workshop.ClusterPage.Watching;
using static Workshop.ClusterPage.Tests.Watching.ScriptedCluster;

namespace Workshop.ClusterPage.Tests.Watching;

/// <summary>List and watch, against a cluster that answers by script.</summary>
public sealed class KindWatcherTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly IWatchedTable Pods = WatchedTables.All.Single(table => table.Kind == WatchedKind.Pods);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedCluster _cluster = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SnapshotHolder _holder;
    private readonly Task _running;

    public KindWatcherTests()
    {
        _holder = new SnapshotHolder(_cluster, _time, NullLogger<SnapshotHolder>.Instance, NullLogger<ChangeSignal>.Instance);
        _running = new KindWatcher(Pods, _cluster, _holder, _time, () => 0.5, NullLogger.Instance).RunAsync(_end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _holder.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task What_is_listed_is_there_and_live()
    {
        _cluster.Answer(List("10", Pod("a", "1"), Pod("b", "2")));

        await Names("a", "b");

        Assert.Equal(KindState.Live, State);
        Assert.Equal(ConnectionPhase.Connected, _holder.Current.Connection.Phase);
    }

    [Fact]
    public async Task A_long_list_comes_page_by_page_and_appears_at_once()
    {
        _cluster.Answer(ListPage("10", "next/page", Pod("a", "1")));
        _cluster.Answer(List("10", Pod("b", "2")));

        await Names("a", "b");

        Assert.Equal(2, _holder.Current.Version + 1);
        Assert.EndsWith("&continue=next%2Fpage", _cluster.Asked.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_goes_on_from_the_lists_version_and_asks_for_bookmarks()
    {
        _cluster.Answer(List("10"));

        await Asked(2);

        Assert.Contains("resourceVersion=10&", _cluster.Asked.Last(), StringComparison.Ordinal);
        Assert.Contains("allowWatchBookmarks=true", _cluster.Asked.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_come_change_and_leave_as_the_watch_says()
    {
        _cluster.Answer(List("10", Pod("a", "1", ready: "False")));
        _cluster.AnswerWatch(Change("ADDED", Pod("b", "11")), Change("MODIFIED", Pod("a", "12")), Change("DELETED", Pod("b", "13")));

        await Until(() => _holder.Current.Pods.Values.SingleOrDefault() is { IsReady: true, Name.Name: "a" }, "only a is left, and ready");
    }

    [Fact]
    public async Task After_a_watch_that_ended_the_next_one_goes_on_from_the_last_bookmark()
    {
        _cluster.Answer(List("10"));
        var feed = _cluster.AnswerWatch(Change("ADDED", Pod("a", "11")), Bookmark("50"));
        await Names("a");
        feed.End();

        await Asked(3);

        Assert.Contains("watch=true", _cluster.Asked.Last(), StringComparison.Ordinal);
        Assert.Contains("resourceVersion=50&", _cluster.Asked.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_watch_goes_no_further_back_it_lists_again_and_what_is_gone_leaves()
    {
        _cluster.Answer(List("10", Pod("a", "1"), Pod("b", "2")));
        _cluster.AnswerWatch(Change("ERROR", Status(410, "Expired", "too old resource version")));
        _cluster.Answer(List("90", Pod("b", "2"), Pod("c", "80")));

        await Names("b", "c");

        Assert.Equal(KindState.Live, State);
    }

    [Fact]
    public async Task A_page_that_came_too_late_starts_the_list_anew()
    {
        _cluster.Answer(ListPage("10", "next", Pod("a", "1")));
        _cluster.Answer(Status(410, "Expired", "the token is too old"), HttpStatusCode.Gone);
        _cluster.Answer(List("20", Pod("b", "2")));

        await Names("b");
    }

    [Fact]
    public async Task An_object_that_a_new_list_repeats_stays_the_same_instance()
    {
        _cluster.Answer(List("10", Pod("a", "1")));
        var feed = _cluster.AnswerWatch();
        await Names("a");
        var before = _holder.Current.Pods.Values.Single();
        feed.Break();
        _cluster.Answer(List("20", Pod("a", "1"), Pod("b", "15")));

        await Names("a", "b");

        Assert.Same(before, _holder.Current.Pods.Values.First());
    }

    [Fact]
    public async Task A_broken_connection_is_told_and_what_was_seen_stays()
    {
        _cluster.Answer(List("10", Pod("a", "1")));
        var feed = _cluster.AnswerWatch();
        await Names("a");

        feed.Break();
        await Until(() => _holder.Current.Connection.Phase == ConnectionPhase.Lost, "the connection is lost");

        Assert.Contains("connection reset", _holder.Current.Connection.Reason, StringComparison.Ordinal);
        Assert.Single(_holder.Current.Pods);
    }

    [Fact]
    public async Task A_cluster_that_comes_back_is_seen_again()
    {
        _cluster.Fail(new HttpRequestException("Connection refused"));
        await Until(() => _holder.Current.Connection.Phase == ConnectionPhase.Lost, "the connection is lost");
        _cluster.Answer(List("10", Pod("a", "1")));

        await Names("a");

        Assert.True(_holder.Current.Connection.IsConnected);
    }

    [Fact]
    public async Task Without_permission_it_says_which_and_asks_again_after_a_while()
    {
        _cluster.Answer(Status(403, "Forbidden", "pods is forbidden"), HttpStatusCode.Forbidden);
        await Until(() => State.Phase == KindPhase.Forbidden, "it is forbidden");

        Assert.Equal("The cluster page may not read Pods.", State.Problem);
        Assert.Contains("list and watch on pods", State.WhatToDo, StringComparison.Ordinal);

        _cluster.Answer(List("10", Pod("a", "1")));
        await Names("a");
        Assert.Equal(KindState.Live, State);
    }

    [Fact]
    public async Task Credentials_that_are_not_accepted_are_told()
    {
        _cluster.Answer(Status(401, "Unauthorized", "Unauthorized"), HttpStatusCode.Unauthorized);

        await Until(() => _holder.Current.Connection.Phase == ConnectionPhase.Lost, "the connection is lost");

        Assert.Equal("The cluster does not accept the credentials.", _holder.Current.Connection.Reason);
        Assert.Contains("Workshop:Kubeconfig", _holder.Current.Connection.WhatToDo, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"SURPRISE","object":{}}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{}}}""")]
    [InlineData("[]")]
    public async Task A_damaged_watch_is_told_and_the_list_read_again(string line)
    {
        _cluster.Answer(List("10", Pod("a", "1")));
        _cluster.AnswerWatch(line);
        await Until(() => State.Phase == KindPhase.Failing, "the watch has failed");
        Assert.Contains("not of its API", State.Problem, StringComparison.Ordinal);

        _cluster.Answer(List("20", Pod("b", "2")));
        await Names("b");
    }

    [Theory]
    [InlineData("<html>a proxy's page</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task A_list_that_is_none_is_told(string body)
    {
        _cluster.Answer(body);

        await Until(() => State.Phase == KindPhase.Failing, "the list has failed");

        Assert.Contains("not of its API", State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_in_front_of_the_API_that_fails_is_told_with_its_code()
    {
        _cluster.Answer("<html>bad gateway</html>", HttpStatusCode.BadGateway);

        await Until(() => State.Phase == KindPhase.Failing, "the list has failed");

        Assert.Contains("502", State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_in_a_row_are_asked_less_and_less_often()
    {
        for (var i = 0; i < 12; i++)
        {
            _cluster.Fail(new HttpRequestException("Connection refused"));
        }

        await Asked(1);
        var firstAt = _time.GetUtcNow();
        await Asked(6);

        // 0.19 + 0.38 + 0.75 + 1.5 + 3 s
        Assert.True(_time.GetUtcNow() - firstAt >= TimeSpan.FromSeconds(5.8));
    }

    private KindState State => _holder.Current.Kinds[WatchedKind.Pods];

    private Task Names(params string[] names) => Until(() => _holder.Current.Pods.Keys.Select(key => key.Name).SequenceEqual(names), $"the pods are {string.Join(", ", names)}");

    private Task Asked(int count) => Until(() => _cluster.Asked.Count >= count, $"{count} requests were made");

    // The world is real, the clock is not: it is moved while we wait.
    private Task Until(Func<bool> condition, string what) => Eventually.Is(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return condition();
        },
        what,
        Limit,
        CancellationToken.None);
}
