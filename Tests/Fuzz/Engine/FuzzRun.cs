using System.Diagnostics;

namespace Workshop.Fuzz.Tests.Engine;

/// <summary>Knocks at one door with hostile input, and collects the faults. Inputs that go a new way through our code are kept, and others are made of them.</summary>
/// <param name="seed">The same seed makes the same inputs, but for those that a new way brings.</param>
/// <param name="hangLimit">An input that takes longer hangs.</param>
/// <param name="heap">Null: the heap is not watched.</param>
/// <param name="last">Null: a door that kills the process may kill it.</param>
internal sealed class FuzzRun(Door door, int seed, int inputs, TimeSpan hangLimit, HeapWatch? heap = null, LastInput? last = null)
{
    private const int MostFindings = 10;
    private const int MostCorpus = 2000;
    private const int RenewEvery = 5000;

    private readonly List<Finding> _findings = [];
    private readonly List<byte[]> _corpus = [.. door.Seeds];
    private readonly EdgeMap _edges = new();
    private byte[] _now = [];
    private TimeSpan _slowest;
    private int _done;

    public async Task<DoorReport> RunAsync()
    {
        // On a thread of its own, so that one that never comes back can be told.
        var knocking = Task.Run(KnockAllAsync);
        while (!knocking.IsCompleted)
        {
            var before = Volatile.Read(ref _done);
            if (await Task.WhenAny(knocking, Task.Delay(hangLimit, TimeProvider.System, CancellationToken.None)) != knocking && before == Volatile.Read(ref _done))
            {
                Take(new Finding(door.Name, "hang", door.Name, $"It took more than {hangLimit.TotalSeconds} s.", _now));
                return Report();
            }
        }

        await knocking;
        if (heap?.Growth > HeapWatch.Tolerance)
        {
            Take(new Finding(door.Name, "memory", door.Name, $"The heap grew by {heap.Growth / 1024 / 1024} MiB.", []));
        }

        return Report();
    }

    private async Task KnockAllAsync()
    {
        foreach (var honest in door.Seeds)
        {
            await KnockAsync(honest);
        }

        var random = new Random(seed);
        var mutator = new Mutator(random, door.Words, _corpus);
        for (var i = 0; i < inputs && _findings.Count < MostFindings; i++)
        {
            if (i % RenewEvery == RenewEvery - 1)
            {
                await door.RenewAsync();
            }

            if (i % Math.Max(1, inputs / HeapWatch.Looks) == 0)
            {
                heap?.Look();
            }

            var input = door.Change(_corpus[random.Next(_corpus.Count)], mutator);
            if (await KnockAsync(input) && _corpus.Count < MostCorpus)
            {
                _corpus.Add(input);
            }
        }
    }

    /// <returns>Whether it went a new way.</returns>
    private async Task<bool> KnockAsync(byte[] input)
    {
        _now = input;
        last?.Keep(input);
        var began = Stopwatch.GetTimestamp();
        EdgeMap.Begin();
        try
        {
            await door.KnockAsync(input);
        }
        catch (Exception fault)
        {
            Take(Finding.Of(door, fault, input));
        }

        var took = Stopwatch.GetElapsedTime(began);
        _slowest = took > _slowest ? took : _slowest;
        Interlocked.Increment(ref _done);
        return _edges.TakeNew();
    }

    private void Take(Finding finding)
    {
        if (!_findings.Any(finding.IsSameAs))
        {
            _findings.Add(finding);
        }
    }

    private DoorReport Report() => new(door.Name, _done, _corpus.Count, _edges.Edges, _slowest, heap?.Growth, _findings);
}
