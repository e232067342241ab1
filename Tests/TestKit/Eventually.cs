using System.Diagnostics;

namespace Workshop.TestKit;

/// <summary>Waits for a condition that the world, not a clock of ours, brings about: a process that starts, a file that changes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns as soon as <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within <paramref name="limit"/>; the message repeats <paramref name="what"/> and the last error.</exception>
    public static async Task Is(Func<Task<bool>> condition, string what, TimeSpan limit, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        Exception? last = null;
        while (watch.Elapsed < limit)
        {
            try
            {
                if (await condition())
                {
                    return;
                }

                last = null;
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                last = e;
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }

        throw new TimeoutException($"Within {limit.TotalSeconds:0} s it did not become true that {what}.", last);
    }

    public static Task Is(Func<bool> condition, string what, TimeSpan limit, CancellationToken ct) =>
        Is(() => Task.FromResult(condition()), what, limit, ct);
}
