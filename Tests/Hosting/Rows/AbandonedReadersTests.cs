using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workshop.Hosting.Rows;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Rows;

public sealed class AbandonedReadersTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly IResource _row;
    private readonly ResourceNotificationService _notifications;

    public AbandonedReadersTests()
    {
        var model = new TestModel();
        _row = model.Add("hello").Resource;
        _notifications = model.Builder.Build().Services.GetRequiredService<ResourceNotificationService>();
    }

    [Fact]
    public async Task A_queue_that_a_wait_left_behind_is_written_to_no_more()
    {
        var readers = new AbandonedReaders(_notifications, new FakeTimeProvider());
        await Say("Running");
        await _notifications.WaitForResourceAsync("hello", "Running");
        await Say("Stopping");
        Assert.Single(AspireInternals.Unread(_notifications));

        readers.Look();
        Assert.Single(AspireInternals.Unread(_notifications));
        readers.Look();

        Assert.Empty(AspireInternals.Unread(_notifications));
    }

    [Fact]
    public async Task Who_reads_is_left_alone_however_late_it_is()
    {
        var readers = new AbandonedReaders(_notifications, new FakeTimeProvider());
        var seen = new List<string?>();
        await Say("Running");
        await using var reading = _notifications.WatchAsync().GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());
        await Say("Stopping");
        await Say("Finished");
        readers.Look();
        await Next();
        readers.Look();
        await Next();
        readers.Look();
        readers.Look();
        await Say("Exited");

        await Next();

        Assert.Equal(["Stopping", "Finished", "Exited"], seen);

        async Task Next()
        {
            Assert.True(await reading.MoveNextAsync().AsTask().WaitAsync(Limit));
            seen.Add(reading.Current.Snapshot.State?.Text);
        }
    }

    private Task Say(string state) => _notifications.PublishUpdateAsync(_row, snapshot => snapshot with { State = state });
}
