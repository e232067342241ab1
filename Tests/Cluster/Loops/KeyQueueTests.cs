using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Tests.Loops;

public sealed class KeyQueueTests : IDisposable
{
    private static readonly ObjectKey Hello = new("default", "hello");
    private static readonly ObjectKey Auth = new("default", "auth");

    private readonly FakeTimeProvider _time = new();
    private readonly KeyQueue _queue;

    public KeyQueueTests()
    {
        _queue = new KeyQueue(_time);
    }

    [Fact]
    public async Task A_key_named_by_many_events_waits_once()
    {
        _queue.Add(Hello);
        _queue.Add(Hello);
        _queue.Add(Auth);

        Assert.Equal(Hello, await TakeAsync());
        Assert.Equal(Auth, await TakeAsync());
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task A_key_that_comes_while_it_is_worked_on_is_handed_out_after_that()
    {
        _queue.Add(Hello);
        await TakeAsync();
        _queue.Add(Hello);
        var second = _queue.TakeAsync(CancellationToken.None).AsTask();

        Assert.False(second.IsCompleted);
        _queue.Done(Hello);
        Assert.Equal(Hello, await second.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Whatever_happens_no_more_waits_than_there_are_keys() => Gen.Int[0, 9].Array[1, 300].Sample(
        steps =>
        {
            using var queue = new KeyQueue(_time);
            var taken = new Queue<ObjectKey>();
            foreach (var step in steps)
            {
                switch (step)
                {
                    case < 6:
                        queue.Add(new ObjectKey("default", $"{step % 3}"));
                        break;
                    case < 8 when queue.Ready > 0:
                        taken.Enqueue(queue.TakeAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
                        break;
                    case >= 8 when taken.TryDequeue(out var key):
                        queue.Done(key);
                        break;
                }

                Assert.InRange(queue.Count, 0, 3);
                Assert.InRange(queue.Ready, 0, queue.Count);
            }
        },
        iter: 200,
        threads: 1);

    [Fact]
    public async Task A_delayed_key_comes_when_its_time_has_come_and_not_before()
    {
        _queue.AddAfter(Hello, TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, _queue.Count);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(Hello, await TakeAsync());
    }

    [Fact]
    public void Of_two_delays_the_earlier_counts_and_the_key_comes_once()
    {
        _queue.AddAfter(Hello, TimeSpan.FromSeconds(10));
        _queue.AddAfter(Hello, TimeSpan.FromSeconds(1));
        _queue.AddAfter(Hello, TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void The_pause_doubles_with_each_failure_and_never_exceeds_a_minute()
    {
        var pauses = Enumerable.Range(0, 20).Select(_ => PauseAfterFailure(Hello)).ToList();

        Assert.Equal([5, 10, 20, 40], pauses.Take(4));
        Assert.Equal(60_000, pauses[^1]);
    }

    [Fact]
    public void After_a_good_pass_the_next_failure_is_a_first_one_again()
    {
        PauseAfterFailure(Hello);
        PauseAfterFailure(Hello);
        _queue.Forget(Hello);

        Assert.Equal(5, PauseAfterFailure(Hello));
    }

    public void Dispose() => _queue.Dispose();

    private Task<ObjectKey> TakeAsync() => _queue.TakeAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(5));

    /// <summary>Milliseconds until the key comes back.</summary>
    private int PauseAfterFailure(ObjectKey key)
    {
        _queue.AddAfterFailure(key);
        var milliseconds = 0;
        while (_queue.Count == 0)
        {
            _time.Advance(TimeSpan.FromMilliseconds(5));
            milliseconds += 5;
        }

        _queue.Done(_queue.TakeAsync(CancellationToken.None).AsTask().Result);
        return milliseconds;
    }
}
