using System.Text.Json;
using Workshop.Labs.Progress;

namespace Workshop.Labs.Rooms;

/// <summary>A learner's stay in a room: sends progress when it changed, a sign of life otherwise, until cancelled.</summary>
/// <param name="read">The progress of now.</param>
/// <param name="tell">A line for the learner.</param>
internal sealed class RoomVisit(RoomClient client, string name, Func<LearnerProgress> read, Action<string> tell, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    private string _lastSent = string.Empty;
    private DateTimeOffset _sentAt;
    private bool? _isHeard;

    /// <exception cref="LabException">The room will not take this learner.</exception>
    public async Task StayAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await ReportAsync(ct);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>One report, if there is something to say.</summary>
    internal async Task ReportAsync(CancellationToken ct)
    {
        var note = ProgressNote.Of(name, read());
        var text = JsonSerializer.Serialize(note, ProgressNote.Json);
        if (_isHeard == true && text == _lastSent && time.GetUtcNow() - _sentAt < SignOfLife)
        {
            return;
        }

        var isHeard = await client.SendAsync(note, ct);
        if (isHeard)
        {
            (_lastSent, _sentAt) = (text, time.GetUtcNow());
        }

        if (isHeard != _isHeard)
        {
            tell(isHeard ? _isHeard is null ? "The room has your progress. Ctrl+C leaves it." : "The room answers again." : "The room does not answer. It is tried again until Ctrl+C.");
        }

        _isHeard = isHeard;
    }
}
