using System.Diagnostics;

namespace Workshop.Endpoints.Lab.Faults;

/// <summary>Keeps processors busy on threads of its own: a share of each short period is spent computing.</summary>
internal sealed class CpuLoad : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim _ended = new();
    private readonly List<Thread> _threads = [];

    /// <param name="cpus">1.5 is one processor wholly and one half of the time.</param>
    public CpuLoad(double cpus)
    {
        for (var left = cpus; left > 0; left--)
        {
            var share = Math.Min(left, 1);
            var thread = new Thread(() => Burn(share)) { IsBackground = true, Name = "Fault: CPU" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    public void Dispose()
    {
        _ended.Set();
        _threads.ForEach(thread => thread.Join());
        _ended.Dispose();
    }

    private void Burn(double share)
    {
        var busy = Period * share;
        do
        {
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < busy)
            {
                Thread.SpinWait(1000);
            }
        }
        while (!_ended.Wait(Period - busy));
    }
}
