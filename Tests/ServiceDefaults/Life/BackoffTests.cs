using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Life;

namespace Workshop.ServiceDefaults.Tests.Life;

public class BackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_pause_is_twice_the_one_before_up_to_a_limit_give_or_take_a_half()
    {
        var backoff = Of(1, 4);

        foreach (var seconds in new[] { 1, 2, 4, 4 })
        {
            Assert.InRange(backoff.Next().TotalSeconds, 0.5 * seconds, 1.5 * seconds);
        }

        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1.5);
    }

    [Fact]
    public async Task A_wait_ends_with_its_time_or_when_it_is_called_off()
    {
        using var end = new CancellationTokenSource();
        var inTime = Of(1, 4).WaitAsync(changed: null, CancellationToken.None);
        var calledOff = Of(1000, 1000).WaitAsync(changed: null, end.Token);
        Assert.False(inTime.IsCompleted || calledOff.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));
        await end.CancelAsync();

        await Task.WhenAll(inTime, calledOff);
    }

    private Backoff Of(int first, int longest) => new(TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(longest), _time);
}
