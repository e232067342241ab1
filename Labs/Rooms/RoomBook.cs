using System.Collections.Immutable;
using Workshop.Labs.Progress;

namespace Workshop.Labs.Rooms;

/// <summary>Who is in the room and how far. Bounded; never forgets while it is open, so that who comes back finds the same row.</summary>
/// <param name="seats">The number of learners that it holds.</param>
/// <param name="tell">One line for each thing that happened.</param>
internal sealed class RoomBook(int seats, TimeProvider time, Action<string> tell)
{
    /// <value>Two reports of one learner are at least so far apart; a learner that keeps to the rules sends one in two seconds.</value>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <value>Who says nothing for so long has gone.</value>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly Lock _gate = new();
    private ImmutableDictionary<string, Learner> _learners = ImmutableDictionary<string, Learner>.Empty;

    /// <value>By name.</value>
    public IReadOnlyList<Learner> Learners => [.. _learners.Values.OrderBy(learner => learner.Name, StringComparer.OrdinalIgnoreCase).ThenBy(learner => learner.Name, StringComparer.Ordinal)];

    /// <param name="key">Whose report it is; the learner's own secret.</param>
    public Verdict Take(string key, ProgressNote note)
    {
        var name = LearnerName.Clean(note.Name);
        if (name.Length == 0)
        {
            return Verdict.Nameless;
        }

        List<string> lines = [];
        var verdict = Verdict.Taken;
        lock (_gate)
        {
            verdict = Take_NeedsLock(RoomSecrets.Digest(key), name, note.ToProgress(), lines);
        }

        lines.ForEach(tell);
        return verdict;
    }

    /// <summary>A learner says goodbye.</summary>
    public void Leave(string key) => Away((id, _) => id == RoomSecrets.Digest(key));

    /// <summary>Looks who has not been heard of for long.</summary>
    public void Look()
    {
        var now = time.GetUtcNow();
        Away((_, learner) => now - learner.SeenAt > Patience);
    }

    private void Away(Func<string, Learner, bool> isMeant)
    {
        List<string> lines = [];
        lock (_gate)
        {
            foreach (var (id, learner) in _learners.Where(one => one.Value.IsHere && isMeant(one.Key, one.Value)))
            {
                _learners = _learners.SetItem(id, learner with { IsHere = false });
                lines.Add($"{learner.Name} has gone");
            }
        }

        lines.ForEach(tell);
    }

    private Verdict Take_NeedsLock(string id, string name, LearnerProgress progress, List<string> lines)
    {
        var now = time.GetUtcNow();
        var before = _learners.GetValueOrDefault(id);
        if (before is null && _learners.Count >= seats)
        {
            return Verdict.Full;
        }

        if (before is not null && now - before.SeenAt < Pause)
        {
            return Verdict.TooSoon;
        }

        var shown = before is not null && IsOf(before.Name, name) ? before.Name : Free_NeedsLock(id, name);
        var after = new Learner(shown, progress, now, IsHere: true);
        _learners = _learners.SetItem(id, after);
        if (before is null or { IsHere: false })
        {
            lines.Add($"{shown} {(before is null ? "has come" : "is back")}: {after.Position}");
        }
        else if (before.Position != after.Position)
        {
            lines.Add($"{shown}: {after.Position}");
        }

        return Verdict.Taken;
    }

    private static bool IsOf(string shown, string name) => shown == name || shown.StartsWith(name + " (", StringComparison.Ordinal);

    // Two learners of one name are told apart by a number.
    private string Free_NeedsLock(string id, string name)
    {
        var taken = _learners.Where(one => one.Key != id).Select(one => one.Value.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(1, seats + 1).Select(number => number == 1 ? name : $"{name} ({number})").First(candidate => !taken.Contains(candidate));
    }
}

/// <summary>What became of a report.</summary>
internal enum Verdict
{
    Taken,
    Nameless,
    Full,
    TooSoon,
}
