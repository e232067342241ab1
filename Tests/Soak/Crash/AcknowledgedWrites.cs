using System.Collections.Concurrent;

namespace Workshop.Soak.Tests.Crash;

/// <summary>What must be in a store that was killed: of each name what was acknowledged last, or what was asked for and not answered.</summary>
internal sealed class AcknowledgedWrites
{
    private readonly ConcurrentDictionary<string, (string? Settled, string? Asked)> _names = new(StringComparer.Ordinal);
    private int _count;

    /// <value>How many have been acknowledged so far, over all lives.</value>
    public int Count => Volatile.Read(ref _count);

    /// <returns>Null: it is not there.</returns>
    public string? Of(string name) => _names.TryGetValue(name, out var known) ? known.Settled : null;

    public void Asks(string name, string? value) => _names[name] = (Of(name), value);

    public void Answered(string name)
    {
        _names[name] = (_names[name].Asked, _names[name].Asked);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Compares with what is there, and takes it for the truth from now on.</summary>
    /// <returns>A line for each name that holds something else.</returns>
    public IReadOnlyList<string> Compare(IReadOnlyDictionary<string, string> found)
    {
        var wrong = found.Keys.Where(name => !_names.ContainsKey(name)).Select(name => $"'{name}' was never written.").ToList();
        foreach (var (name, (settled, asked)) in _names)
        {
            var there = found.GetValueOrDefault(name);
            if (there != settled && there != asked)
            {
                wrong.Add($"'{name}' is {Text(there)}; acknowledged was {Text(settled)}, asked for {Text(asked)}.");
            }

            _names[name] = (there, there);
        }

        return wrong;
    }

    private static string Text(string? value) => value is null ? "absent" : $"'{value}'";
}
