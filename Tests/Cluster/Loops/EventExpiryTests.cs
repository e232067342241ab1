using k8s.Models;
using Workshop.Cluster.Loops.Events;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Tests.Loops;

public sealed class EventExpiryTests : IDisposable
{
    private readonly LoopWorld _world = new();

    [Theory]
    [InlineData(null, 60)]
    [InlineData(5, 5)]
    public async Task An_event_is_removed_an_hour_after_it_was_last_told_or_as_is_said(int? said, int minutes)
    {
        var options = said is { } ttl ? new ClusterOptions { StateFolder = "", EventTtl = TimeSpan.FromMinutes(ttl) } : new ClusterOptions { StateFolder = "" };
        var expiry = new EventExpiryReconciler(_world.Client, options, _world.Time);
        _world.Create(new Corev1Event
        {
            Metadata = new V1ObjectMeta { Name = "hello.1" },
            InvolvedObject = new V1ObjectReference { Kind = "Pod", Name = "hello", NamespaceProperty = "default" },
            LastTimestamp = _world.Time.GetUtcNow().UtcDateTime,
        });

        var result = await expiry.ReconcileAsync(new ObjectKey("default", "hello.1"), CancellationToken.None);
        Assert.Equal(TimeSpan.FromMinutes(minutes), result.RequeueAfter);
        _world.Time.Advance(TimeSpan.FromMinutes(minutes - 1));
        Assert.Empty(_world.Pass(expiry, "hello.1"));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["delete events hello.1"], _world.Pass(expiry, "hello.1"));
    }

    public void Dispose() => _world.Dispose();
}
