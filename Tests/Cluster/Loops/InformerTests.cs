using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class InformerTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ScriptedRegistry _registry = new();
    private readonly Informer _informer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _heard = [];
    private Task _running = Task.CompletedTask;

    public InformerTests()
    {
        _informer = new Informer(KindTable.ConfigMap, _registry, TimeProvider.System, NullLogger.Instance);
    }

    [Fact]
    public async Task A_late_handler_hears_what_is_there_and_then_what_changes()
    {
        _registry.Items = [Item("a", 1)];
        await StartAsync();
        _informer.Subscribe(Hear);
        _registry.Watch.Writer.TryWrite(new WatchEvent(WatchEventType.Added, Item("b", 2), null));

        await HeardAsync("Added a", "Added b");
        Assert.Equal(["a", "b"], _informer.List("default").Select(item => item.Key.Name));
    }

    [Fact]
    public async Task When_the_watch_has_expired_the_difference_is_told()
    {
        _registry.Items = [Item("changed", 1), Item("gone", 2), Item("same", 3)];
        await StartAsync();
        _informer.Subscribe(Hear);
        _heard.Clear();
        _registry.Items = [Item("changed", 4), Item("new", 5), Item("same", 3)];
        _registry.Expire();

        await HeardAsync("Deleted gone", "Modified changed", "Added new");
    }

    [Fact]
    public async Task An_object_that_was_made_again_meanwhile_is_told_as_deleted_and_added()
    {
        _registry.Items = [Item("a", 1, "first")];
        await StartAsync();
        _informer.Subscribe(Hear);
        _heard.Clear();
        _registry.Items = [Item("a", 2, "second")];
        _registry.Expire();

        await HeardAsync("Deleted a", "Added a");
    }

    [Fact]
    public async Task A_handler_that_fails_does_not_deafen_the_others()
    {
        await StartAsync();
        _informer.Subscribe(_ => throw new InvalidOperationException("a mistake of ours"));
        _informer.Subscribe(Hear);
        _registry.Watch.Writer.TryWrite(new WatchEvent(WatchEventType.Added, Item("a", 1), null));

        await HeardAsync("Added a");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task StartAsync()
    {
        _running = Task.Run(() => _informer.RunAsync(_stopping.Token));
        await _informer.Synced.WaitAsync(Limit);

        // Only a watch that has begun can expire.
        await _registry.Watched.WaitAsync(Limit);
    }

    private void Hear(WatchEvent change)
    {
        lock (_heard)
        {
            _heard.Add($"{change.Type} {change.Object.Key.Name}");
        }
    }

    private async Task HeardAsync(params string[] expected)
    {
        await Eventually.Is(() => _heard.Count >= expected.Length, "the handler heard of it", Limit, CancellationToken.None);
        Assert.Equal(expected, _heard);
    }

    private static StoredObject Item(string name, long version, string uid = "uid") =>
        new(KindTable.ConfigMap, new ObjectKey("default", name), uid, version, Encoding.UTF8.GetBytes("{}"));

    /// <summary>Answers lists and watches as the test says.</summary>
    private sealed class ScriptedRegistry : IObjectRegistry
    {
        private readonly TaskCompletionSource _watched = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<StoredObject> Items { get; set; } = [];

        public Task Watched => _watched.Task;

        public Channel<WatchEvent> Watch { get; private set; } = Channel.CreateUnbounded<WatchEvent>();

        public ServedKinds Kinds { get; } = new();

        public long ResourceVersion => 0;

        /// <summary>The next watch begins on a channel of its own; the present one answers 410.</summary>
        public void Expire()
        {
            var old = Watch;
            Watch = Channel.CreateUnbounded<WatchEvent>();
            old.Writer.Complete(StatusErrors.Expired(1, 2));
        }

        public ObjectSnapshot List(ResourceKind kind, string? ns) => new(Items, 0);

        public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceKind kind, string? ns, long since, [EnumeratorCancellation] CancellationToken ct)
        {
            var reader = Watch.Reader;
            _watched.TrySetResult();
            await foreach (var change in reader.ReadAllAsync(ct))
            {
                yield return change;
            }
        }

        public StoredObject? Find(ResourceKind kind, ObjectKey key) => throw new NotSupportedException();

        public StoredObject Get(ResourceKind kind, ObjectKey key) => throw new NotSupportedException();

        public StoredObject Create(ResourceKind kind, string ns, JsonObject body, WriteOptions options) => throw new NotSupportedException();

        public StoredObject Update(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options, string? subresource = null) => throw new NotSupportedException();

        public StoredObject Patch(ResourceKind kind, ObjectKey key, ObjectPatch patch, WriteOptions options, string? subresource = null) => throw new NotSupportedException();

        public StoredObject Delete(ResourceKind kind, ObjectKey key, DeletionOptions options) => throw new NotSupportedException();

        public JsonObject GetScale(ResourceKind kind, ObjectKey key) => throw new NotSupportedException();
    }
}
