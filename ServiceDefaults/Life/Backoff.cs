using Microsoft.Extensions.Primitives;

namespace Workshop.ServiceDefaults.Life;

/// <summary>How long to wait before the next attempt: twice as long each time, up to a limit, and with a chance in it, so that not everybody comes back at once.</summary>
/// <remarks>For one loop at a time.</remarks>
public sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private TimeSpan? _next;

    /// <summary>Something succeeded: the next failure is a first one.</summary>
    public void Reset() => _next = null;

    /// <returns>Half to one and a half times the pause that is due.</returns>
    public TimeSpan Next()
    {
        var pause = _next ?? first;
        _next = pause * 2 < longest ? pause * 2 : longest;
        return pause * (0.5 + Random.Shared.NextDouble());
    }

    /// <summary>Waits for the next pause, or until it is told that things are otherwise.</summary>
    /// <param name="changed">Ends the wait; null: nothing does.</param>
    /// <param name="ct">Ends the wait, too, without an exception.</param>
    public async Task WaitAsync(IChangeToken? changed, CancellationToken ct)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var waking = changed?.RegisterChangeCallback(state => ((CancellationTokenSource)state!).Cancel(), wait);
        await Task.Delay(Next(), time, wait.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
