using System.Collections.Concurrent;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workshop.Hosting.Running;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Running;

public sealed class LongWaitsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TestModel _model = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Said _screen = new();

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    [Fact]
    public async Task What_still_waits_after_thirty_seconds_says_for_what_once()
    {
        var (notifications, gateway) = Begin(out var telling);
        await notifications.PublishUpdateAsync(gateway, snapshot => snapshot with { State = KnownResourceStates.Waiting });

        await Eventually.Is(
            () =>
            {
                _time.Advance(LongWaits.Patience);
                return !_screen.Lines.IsEmpty;
            },
            "the wait is told",
            Limit,
            CancellationToken.None);

        await telling.WaitAsync(Limit);
        Assert.Equal("  gateway      waits for auth. The rest goes on; Ctrl+C ends it.", Assert.Single(_screen.Lines));
    }

    [Fact]
    public async Task Who_waits_already_is_told_of_and_nobody_listens_any_more_when_all_is_told()
    {
        var auth = _model.Add("auth");
        var gateway = _model.Add("gateway").WaitFor(auth);
        var notifications = _model.Builder.Build().Services.GetRequiredService<ResourceNotificationService>();
        var before = Listeners(notifications);
        await notifications.PublishUpdateAsync(gateway.Resource, snapshot => snapshot with { State = KnownResourceStates.Waiting });

        var telling = new LongWaits(_screen, notifications, _time).TellAsync([auth.Resource, gateway.Resource], _end.Token);
        await Eventually.Is(
            () =>
            {
                _time.Advance(LongWaits.Patience);
                return telling.IsCompleted;
            },
            "the wait is told",
            Limit,
            CancellationToken.None);

        Assert.Single(_screen.Lines);
        Assert.Equal(before, Listeners(notifications));
    }

    // Aspire says nowhere how many read: each has a queue of its own, and one that is left behind grows with every change of a row.
    private static int Listeners(ResourceNotificationService notifications) =>
        ((Delegate?)typeof(ResourceNotificationService).GetProperty("OnResourceUpdated", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(notifications))?.GetInvocationList().Length ?? 0;

    private (ResourceNotificationService Notifications, IResource Gateway) Begin(out Task telling)
    {
        var auth = _model.Add("auth");
        var gateway = _model.Add("gateway").WaitFor(auth);
        var notifications = _model.Builder.Build().Services.GetRequiredService<ResourceNotificationService>();
        telling = new LongWaits(_screen, notifications, _time).TellAsync([auth.Resource, gateway.Resource], _end.Token);
        return (notifications, gateway.Resource);
    }

    private sealed class Said : IRunScreen
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Say(string line) => Lines.Enqueue(line);

        public void Ready(string what, string detail, TimeSpan after)
        {
        }

        public void Trouble(string resource, string reason, IReadOnlyList<string> lastLines)
        {
        }

        public void Summary(RunAddresses addresses, string stateFolder, TimeSpan after)
        {
        }

        public void State(IReadOnlyList<ReplicaCount> services)
        {
        }
    }
}
