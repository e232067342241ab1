using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Tests.Loops;

public sealed class LatestQueueTests
{
    private readonly LatestQueue<char, string> _queue = new(text => text[0]);

    [Fact]
    public void Of_each_key_the_latest_waits_where_it_came()
    {
        foreach (var item in Enumerable.Range(0, 1000).SelectMany(number => new[] { $"a{number}", $"b{number}" }).Append("a-last"))
        {
            _queue.Add(item);
        }

        Assert.Equal(2, _queue.Count);
        Assert.Equal(["b999", "a-last"], Taken());
    }

    [Fact]
    public async Task A_reader_is_woken_and_told_the_end_after_what_waited()
    {
        var waiting = _queue.WaitAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        _queue.Add("a");
        Assert.True(await waiting);
        Assert.Equal(["a"], Taken());
        _queue.Add("b");
        _queue.Complete();

        Assert.True(await _queue.WaitAsync(CancellationToken.None));
        Assert.Equal(["b"], Taken());
        Assert.False(await _queue.WaitAsync(CancellationToken.None));
    }

    private IEnumerable<string> Taken()
    {
        while (_queue.TryTake(out var item))
        {
            yield return item;
        }
    }
}
