using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Rows;

/// <summary>
/// Aspire's waits for a state that is there leave a queue behind that nobody reads, and each later change of any row stays in it: with pods that come and go that is a leak. Who
/// has not read the same change for a whole <see cref="Period"/> is no reader any more.
/// </summary>
internal sealed class AbandonedReaders(ResourceNotificationService notifications, TimeProvider time)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    private IReadOnlyDictionary<Action<ResourceEvent>, ResourceEvent> _unread = new Dictionary<Action<ResourceEvent>, ResourceEvent>();

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            Look();
        }
    }

    /// <summary>Once a <see cref="Period"/>.</summary>
    public void Look()
    {
        var now = AspireInternals.Unread(notifications);
        foreach (var (reader, oldest) in now)
        {
            if (_unread.TryGetValue(reader, out var before) && ReferenceEquals(before, oldest))
            {
                AspireInternals.Leave(notifications, reader);
            }
        }

        _unread = now;
    }
}
