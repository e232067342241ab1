using System.Collections.Concurrent;

namespace Workshop.Endpoints.Login;

/// <summary>
/// The few threads that compare passwords: bcrypt is meant to cost time, and without a limit those who guess would take it from everybody else.
/// They yield the processor to everything else that the program does. What does not fit into the queue is refused at once.
/// </summary>
internal sealed class PasswordWorkers : IDisposable
{
    private readonly BlockingCollection<Action> _work;
    private readonly Thread[] _threads;

    /// <param name="threads">How many passwords are compared at once.</param>
    /// <param name="queue">How many may wait for that.</param>
    public PasswordWorkers(int threads, int queue)
    {
        _work = new BlockingCollection<Action>(queue);
        _threads = [.. Enumerable.Range(0, threads).Select(number => new Thread(Work) { IsBackground = true, Name = $"passwords {number}" })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <returns>Null when the queue is full.</returns>
    public Task<T>? TryRun<T>(Func<T> compare, CancellationToken ct)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _work.TryAdd(() => Complete(result, compare, ct)) ? result.Task : null;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        Array.ForEach(_threads, thread => thread.Join());
        _work.Dispose();
    }

    private static void Complete<T>(TaskCompletionSource<T> result, Func<T> compare, CancellationToken ct)
    {
        // Whoever has hung up meanwhile costs nothing.
        if (ct.IsCancellationRequested)
        {
            result.TrySetCanceled(ct);
            return;
        }

        try
        {
            result.TrySetResult(compare());
        }
        catch (Exception e)
        {
            // The request's to report, not this thread's to die of.
            result.TrySetException(e);
        }
    }

    private void Work()
    {
        ThreadPriorities.LowerOwn();
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
