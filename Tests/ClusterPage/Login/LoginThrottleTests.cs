using Microsoft.Extensions.Time.Testing;
using Workshop.ClusterPage.Login;

namespace Workshop.ClusterPage.Tests.Login;

public sealed class LoginThrottleTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Each_failure_in_a_row_waits_longer_up_to_a_limit()
    {
        var throttle = new LoginThrottle(_time);

        Assert.Equal([250, 500, 1000, 2000, 4000, 8000, 8000], await Delays(throttle, 7));
    }

    [Fact]
    public async Task A_good_login_and_a_long_silence_both_begin_anew()
    {
        var throttle = new LoginThrottle(_time);
        await Delays(throttle, 4);
        throttle.Forgive();
        Assert.Equal([250], await Delays(throttle, 1));

        await Delays(throttle, 3);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal([250], await Delays(throttle, 1));
    }

    [Fact]
    public void Only_a_few_may_wait_at_a_time()
    {
        var throttle = new LoginThrottle(_time);
        var waiting = Enumerable.Range(0, 8).Select(_ => throttle.PunishAsync(CancellationToken.None)).ToList();

        Assert.True(throttle.IsFull);

        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.All(waiting, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.False(throttle.IsFull);
    }

    private async Task<List<int>> Delays(LoginThrottle throttle, int failures)
    {
        var delays = new List<int>();
        for (var i = 0; i < failures; i++)
        {
            var punished = throttle.PunishAsync(CancellationToken.None);
            var waited = 0;
            while (!punished.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(250));
                waited += 250;
                await Task.Yield();
            }

            delays.Add(waited);
        }

        return delays;
    }
}
