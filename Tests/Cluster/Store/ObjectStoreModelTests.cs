using CsCheck;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Store;

/// <summary>Random writes, compared with a plain dictionary.</summary>
public sealed class ObjectStoreModelTests
{
    private enum Verb
    {
        Add,
        Replace,
        Remove,
        Reopen,
    }

    private static readonly Gen<(Verb Verb, string Name, string Value)[]> Writes =
        Gen.Select(Gen.Frequency((6, Gen.Const(Verb.Add)), (6, Gen.Const(Verb.Replace)), (4, Gen.Const(Verb.Remove)), (1, Gen.Const(Verb.Reopen))), Gen.Int[0, 5], Gen.Int[0, 99])
            .Select((verb, name, value) => (verb, $"n{name}", $"{value}")).Array[0, 40];

    [Fact]
    public void After_any_writes_the_store_is_what_a_dictionary_would_be_also_when_opened_again() => Writes.Sample(
        writes =>
        {
            using var store = new TestStore();
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var write in writes)
            {
                Apply(store, model, write);
            }

            store.Reopen();
            Assert.Equal(model, Contents(store.Objects.List(KindTable.ConfigMap, ns: null).Items));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void A_watch_from_any_version_replays_to_the_present_state() => Gen.Select(Writes, Gen.Int[0, 40]).Sample(
        (writes, cut) =>
        {
            using var store = new TestStore();
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var unbroken = writes.Where(write => write.Verb != Verb.Reopen).ToList();
            foreach (var write in unbroken.Take(cut))
            {
                Apply(store, model, write);
            }

            var start = store.Objects.List(KindTable.ConfigMap, ns: null);
            foreach (var write in unbroken.Skip(cut))
            {
                Apply(store, model, write);
            }

            Assert.Equal(model, Contents(Replay(store, start)));
        },
        iter: 60,
        threads: 1);

    private static void Apply(TestStore store, SortedDictionary<string, string> model, (Verb Verb, string Name, string Value) write)
    {
        var current = store.Find(write.Name);
        switch (write.Verb)
        {
            case Verb.Add:
                var added = store.Objects.TryAdd(KindTable.ConfigMap, TestStore.Key(write.Name), write.Name, TestStore.Body(write.Name, write.Value));
                Assert.Equal(model.TryAdd(write.Name, write.Value), added is not null);
                break;
            case Verb.Replace when current is not null:
                store.Replace(current, write.Value);
                model[write.Name] = write.Value;
                break;
            case Verb.Remove when current is not null:
                store.Objects.TryRemove(current);
                model.Remove(write.Name);
                break;
            case Verb.Reopen:
                store.Reopen();
                break;
        }
    }

    private static Dictionary<ObjectKey, StoredObject>.ValueCollection Replay(TestStore store, ObjectSnapshot start)
    {
        var seen = start.Items.ToDictionary(item => item.Key);
        var version = start.ResourceVersion;

        // Everything has happened already: one synchronous read of the log has it all.
        var reader = store.Objects.WatchAsync(KindTable.ConfigMap, null, version, new CancellationToken(canceled: true)).GetAsyncEnumerator();
        while (version < store.Objects.ResourceVersion && reader.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            var change = reader.Current;
            Assert.True(change.Object.ResourceVersion > version);
            version = change.Object.ResourceVersion;
            Assert.Equal(change.Type == WatchEventType.Added, !seen.ContainsKey(change.Object.Key));
            seen[change.Object.Key] = change.Object;
            seen = seen.Where(pair => change.Type != WatchEventType.Deleted || pair.Key != change.Object.Key).ToDictionary();
        }

        return seen.Values;
    }

    private static SortedDictionary<string, string> Contents(IEnumerable<StoredObject> items) =>
        new(items.ToDictionary(item => item.Key.Name, item => (string)item.ToJson()["data"]!["value"]!), StringComparer.Ordinal);
}
