using System.Diagnostics;

namespace Workshop.Soak.Tests.Churn;

/// <summary>Looks again and again at the processes that live as long as a run, and at its state folder.</summary>
internal sealed class Meter(IReadOnlyDictionary<string, int> processes, string state)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, List<double>> _values = new(StringComparer.Ordinal);

    public IReadOnlyList<Course> Courses => [.. _values.Select(pair => new Course(pair.Key, pair.Value))];

    public async Task RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Period, TimeProvider.System);
        do
        {
            Look();
            await timer.WaitForNextTickAsync(ct);
        }
        while (watch.Elapsed < duration);
    }

    private void Look()
    {
        foreach (var (name, process) in processes)
        {
            var sample = ProcessSample.Of(process) ?? throw new InvalidOperationException($"'{name}' has ended.");
            foreach (var (measure, of) in ProcessSample.Measures)
            {
                Keep($"{name}: {measure}", of(sample));
            }
        }

        Keep("state folder: files", Directory.EnumerateFiles(state, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Count());
    }

    private void Keep(string name, double value)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            _values[name] = values = [];
        }

        values.Add(value);
    }
}
