using k8s.Models;
using Workshop.Cluster.Loops.Events;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Tests.Loops;

public sealed class EventExpiryTests : IDisposable
{
    private readonly LoopWorld _world = new();

    [Fact]
    public async Task An_event_is_removed_an_hour_after_it_was_last_told()
    {
        var expiry = new EventExpiryReconciler(_world.Client, _world.Time);
        _world.Create(new Corev1Event
        {
            Metadata = new V1ObjectMeta { Name = "hello.1" },
            InvolvedObject = new V1ObjectReference { Kind = "Pod", Name = "hello", NamespaceProperty = "default" },
            LastTimestamp = _world.Time.GetUtcNow().UtcDateTime,
        });

        var result = await expiry.ReconcileAsync(new ObjectKey("default", "hello.1"), CancellationToken.None);
        Assert.Equal(TimeSpan.FromHours(1), result.RequeueAfter);
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(_world.Pass(expiry, "hello.1"));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["delete events hello.1"], _world.Pass(expiry, "hello.1"));
    }

    public void Dispose() => _world.Dispose();
}
