namespace Workshop.Hosting.Running;

/// <summary>A value that others follow: who waits for a state of it is woken by the change that brings it. Swapped whole.</summary>
internal sealed class Watched<T>(T initial)
{
    private readonly Lock _lock = new();
    private T _current = initial;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public T Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    public void Update(Func<T, T> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _current = change(_current);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <param name="following">Who brings the changes: when it ends there will be none.</param>
    public async Task<T> WaitForAsync(Func<T, bool> condition, Task following, CancellationToken ct)
    {
        while (true)
        {
            Task changed;
            T current;
            lock (_lock)
            {
                (changed, current) = (_changed.Task, _current);
            }

            if (condition(current))
            {
                return current;
            }

            await (await Task.WhenAny(changed, following).WaitAsync(ct));
        }
    }
}
