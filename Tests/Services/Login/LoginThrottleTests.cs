using System.Net;
using Microsoft.Extensions.Time.Testing;
using Workshop.Endpoints.Login;

namespace Workshop.Services.Tests.Login;

public class LoginThrottleTests
{
    private static readonly IPAddress Home = IPAddress.Parse("198.51.100.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.2");

    private readonly FakeTimeProvider _time = new();
    private readonly LoginOptions _options = new() { FailuresPerUser = 3, FailuresPerAddress = 5, Window = TimeSpan.FromMinutes(1) };
    private readonly LoginThrottle _throttle;

    public LoginThrottleTests() => _throttle = new LoginThrottle(_options, new NoSharedFailures(), _time);

    [Fact]
    public async Task After_too_many_failures_one_waits_until_the_first_is_forgotten()
    {
        await Fail("user", Home, 2);
        Assert.Null(await Wait("user", Home));

        _time.Advance(TimeSpan.FromSeconds(20));
        await Fail("user", Home, 1);

        Assert.Equal(TimeSpan.FromSeconds(40), await Wait("user", Home));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(await Wait("user", Home));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_that_is_put_forward_or_back_neither_frees_nor_locks_out(int hours)
    {
        var clock = new JumpingClock(_time);
        var counts = new FailureCounts(TimeSpan.FromMinutes(1), clock);
        counts.Add("user");

        clock.Jump(TimeSpan.FromHours(hours));

        Assert.Equal((1, TimeSpan.FromMinutes(1)), counts.Of("user"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, TimeSpan.Zero), counts.Of("user"));
    }

    [Fact]
    public async Task Nobody_locks_another_one_out()
    {
        await Fail("user", Elsewhere, 100);

        Assert.NotNull(await Wait("user", Elsewhere));
        Assert.Null(await Wait("user", Home));
    }

    [Fact]
    public async Task Whoever_tries_many_names_from_one_address_waits_too()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await Fail(name, Elsewhere, 1);
        }

        Assert.NotNull(await Wait("never tried", Elsewhere));
        Assert.Null(await Wait("never tried", Home));
    }

    [Fact]
    public async Task A_success_forgets_the_users_failures_and_keeps_the_addresss()
    {
        await Fail("user", Home, 2);
        await _throttle.ForgetAsync("user", Home, CancellationToken.None);
        await Fail("user", Home, 2);
        Assert.Null(await Wait("user", Home));

        await _throttle.ForgetAsync("user", Home, CancellationToken.None);
        await Fail("other", Home, 1);

        Assert.NotNull(await Wait("user", Home));
    }

    [Fact]
    public async Task What_another_replica_counted_counts_here()
    {
        var shared = new Shared();
        var (one, two) = (new LoginThrottle(_options, shared, _time), new LoginThrottle(_options, shared, _time));

        for (var i = 0; i < 3; i++)
        {
            await one.FailedAsync("user", Home, CancellationToken.None);
        }

        Assert.NotNull((await two.WaitAsync("user", Home, CancellationToken.None)).Wait);
        Assert.True((await two.WaitAsync("user", Home, CancellationToken.None)).HasFailed);
        Assert.DoesNotContain(shared.Counts.Keys, name => name.Contains("user", StringComparison.Ordinal));
    }

    [Fact]
    public void Invented_names_do_not_fill_the_memory()
    {
        var counts = new FailureCounts(TimeSpan.FromMinutes(1), _time);
        counts.Add("guessed often");
        counts.Add("guessed often");

        for (var i = 0; i < FailureCounts.MostNames * 2; i++)
        {
            counts.Add($"{i}");
        }

        Assert.Equal(2, counts.Of("guessed often").Count);
        Assert.Equal(0, counts.Of("0").Count);
    }

    private async Task Fail(string user, IPAddress address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _throttle.FailedAsync(user, address, CancellationToken.None);
        }
    }

    private async Task<TimeSpan?> Wait(string user, IPAddress address) => (await _throttle.WaitAsync(user, address, CancellationToken.None)).Wait;

    private sealed class Shared : ISharedFailures
    {
        public Dictionary<string, int> Counts { get; } = [];

        public Task<IReadOnlyList<(int Count, TimeSpan Left)>?> FindAsync(IReadOnlyList<string> names, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<(int, TimeSpan)>?>([.. names.Select(name => (Counts.GetValueOrDefault(name), TimeSpan.FromSeconds(9)))]);

        public Task AddAsync(IReadOnlyList<string> names, TimeSpan window, CancellationToken ct)
        {
            foreach (var name in names)
            {
                Counts[name] = Counts.GetValueOrDefault(name) + 1;
            }

            return Task.CompletedTask;
        }

        public Task ForgetAsync(string name, CancellationToken ct) => Task.CompletedTask;
    }
}
