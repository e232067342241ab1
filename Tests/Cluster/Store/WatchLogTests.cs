using k8s.Models;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Store;

public sealed class WatchLogTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_was_decoded_for_the_loops_is_let_go_when_all_have_seen_it()
    {
        var first = _store.Add("a", "1");
        var decoded = first.As<V1ConfigMap>();
        var newest = _store.Replace(first, "2");
        newest.As<V1ConfigMap>();
        for (var i = 0; i < WatchLog.Recent - 2; i++)
        {
            _store.Add($"other-{i}");
        }

        Assert.Same(decoded, first.As<V1ConfigMap>());

        _store.Add("one-more");

        Assert.NotSame(decoded, first.As<V1ConfigMap>());
        Assert.Equal("1", first.As<V1ConfigMap>().Data["value"]);
    }
}
