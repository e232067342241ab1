namespace Workshop.ClusterPage.Shell;

/// <summary>Shows times as the clock beside the reader does: the browser's time zone, told once when a page opens.</summary>
internal sealed class BrowserClock(TimeProvider time)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="zone">A name of the IANA database; one that this machine does not know leaves UTC.</param>
    public void Use(string? zone) => _zone = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);
}
