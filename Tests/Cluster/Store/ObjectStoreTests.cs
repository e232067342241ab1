using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Store;

public sealed class ObjectStoreTests : IDisposable
{
    private readonly TestStore _store = new(logged: 4);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Every_write_gets_the_next_version_and_writes_it_into_the_object()
    {
        var added = _store.Add("a");
        var replaced = _store.Replace(added, "2");

        Assert.Equal(added.ResourceVersion + 1, replaced.ResourceVersion);
        Assert.Equal(replaced.ResourceVersion, _store.Objects.ResourceVersion);
        Assert.Equal(replaced.ResourceVersion.ToString(), (string?)replaced.ToJson()["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public void A_write_that_builds_on_an_older_version_is_refused()
    {
        var old = _store.Add("a");
        var current = _store.Replace(old, "2");

        Assert.Null(_store.Objects.TryAdd(KindTable.ConfigMap, TestStore.Key("a"), "other", TestStore.Body("a", "3")));
        Assert.Null(_store.Objects.TryReplace(old, TestStore.Body("a", "3")));
        Assert.Null(_store.Objects.TryRemove(old));
        Assert.Same(current, _store.Find("a"));
    }

    [Fact]
    public void A_store_that_is_opened_again_has_the_same_objects_and_goes_on_counting()
    {
        var kept = _store.Add("kept");
        var removed = _store.Objects.TryRemove(_store.Add("gone"))!;

        _store.Reopen();

        Assert.Equal(removed.ResourceVersion, _store.Objects.ResourceVersion);
        Assert.Null(_store.Find("gone"));
        Assert.True(kept.Json.Span.SequenceEqual(_store.Find("kept")!.Json.Span));
        Assert.Equal((kept.Uid, kept.ResourceVersion), (_store.Find("kept")!.Uid, _store.Find("kept")!.ResourceVersion));
        Assert.Equal(removed.ResourceVersion + 1, _store.Add("next").ResourceVersion);
    }

    [Fact]
    public void What_was_written_is_in_the_file_before_the_store_is_closed()
    {
        var added = _store.Add("a");

        // Another reader of the same files, as after a kill: nothing was closed or flushed.
        using var copy = SqliteLedger.Open(_store.Path);
        var loaded = copy.Load().Single().As(KindTable.ConfigMap);

        Assert.True(added.Json.Span.SequenceEqual(loaded.Json.Span));
        Assert.Equal(added.ResourceVersion, copy.LoadVersion());
    }

    [Fact]
    public void A_list_is_ordered_by_namespace_and_name_and_knows_its_version()
    {
        foreach (var key in (ObjectKey[])[new("b", "x"), new("a", "z"), new("b", "a"), new("a-b", "y")])
        {
            _store.Objects.TryAdd(KindTable.ConfigMap, key, key.ToString(), TestStore.Body(key.Name, "1"));
        }

        var all = _store.Objects.List(KindTable.ConfigMap, ns: null);

        Assert.Equal(["a/z", "a-b/y", "b/a", "b/x"], all.Items.Select(item => item.Key.ToString()));
        Assert.Equal(["b/a", "b/x"], _store.Objects.List(KindTable.ConfigMap, "b").Items.Select(item => item.Key.ToString()));
        Assert.Empty(_store.Objects.List(KindTable.Secret, ns: null).Items);
        Assert.Equal(_store.Objects.ResourceVersion, all.ResourceVersion);
    }

    [Fact]
    public async Task A_reader_that_falls_behind_the_log_is_told_so()
    {
        var since = _store.Objects.ResourceVersion;
        using var source = new CancellationTokenSource();
        await using var reader = _store.Objects.WatchAsync(KindTable.ConfigMap, null, since, source.Token).GetAsyncEnumerator(source.Token);
        _store.Add("first");
        Assert.True(await reader.MoveNextAsync());
        foreach (var i in Enumerable.Range(0, 6))
        {
            _store.Add($"n{i}");
        }

        var expired = await Assert.ThrowsAsync<StatusException>(async () => await reader.MoveNextAsync());

        Assert.Equal((410, "Expired"), (expired.Code, expired.Reason));
    }

    [Fact]
    public async Task Writes_to_other_kinds_make_no_reader_fall_behind()
    {
        var since = _store.Objects.ResourceVersion;
        foreach (var i in Enumerable.Range(0, 20))
        {
            _store.Objects.TryAdd(KindTable.Secret, TestStore.Key($"s{i}"), $"s{i}", TestStore.Body($"s{i}", "1"));
        }

        _store.Add("mine");
        await using var reader = _store.Objects.WatchAsync(KindTable.ConfigMap, null, since, CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("mine", reader.Current.Object.Key.Name);
    }

    [Fact]
    public async Task A_version_from_before_the_start_or_from_the_future_cannot_be_watched()
    {
        _store.Add("a");
        _store.Reopen();

        await using var old = _store.Objects.WatchAsync(KindTable.ConfigMap, null, 1, CancellationToken.None).GetAsyncEnumerator();
        await using var future = _store.Objects.WatchAsync(KindTable.ConfigMap, null, 1_000_000, CancellationToken.None).GetAsyncEnumerator();

        Assert.Equal(410, (await Assert.ThrowsAsync<StatusException>(async () => await old.MoveNextAsync())).Code);
        Assert.Equal(504, (await Assert.ThrowsAsync<StatusException>(async () => await future.MoveNextAsync())).Code);
    }

    [Fact]
    public async Task A_watch_ends_with_its_token()
    {
        using var source = new CancellationTokenSource();
        await using var reader = _store.Objects.WatchAsync(KindTable.ConfigMap, null, _store.Objects.ResourceVersion, source.Token).GetAsyncEnumerator();
        var next = reader.MoveNextAsync().AsTask();

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }
}
