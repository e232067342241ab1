using System.Collections.Immutable;

namespace Workshop.Labs.Progress;

/// <summary>What a learner has done so far. Immutable: a change is a new one.</summary>
public sealed record LearnerProgress(ImmutableSortedDictionary<int, LabProgress> Labs)
{
    public static LearnerProgress None { get; } = new(ImmutableSortedDictionary<int, LabProgress>.Empty);

    public LabProgress Of(Lab lab) => Labs.GetValueOrDefault(lab.Number, LabProgress.None);

    /// <returns>This one where nothing changed.</returns>
    public LearnerProgress With(Lab lab, Func<LabProgress, LabProgress> change)
    {
        var before = Of(lab);
        var after = change(before);
        return ReferenceEquals(before, after) ? this : this with { Labs = Labs.SetItem(lab.Number, after) };
    }

    public LearnerProgress Without(Lab lab) => this with { Labs = Labs.Remove(lab.Number) };
}

/// <summary>What was done of one lab.</summary>
/// <param name="BegunAt">Null: not begun.</param>
/// <param name="Green">When each check was first seen green.</param>
/// <param name="Hints">How many hints of each step were read.</param>
/// <param name="Solved">Steps whose solution was typed by the program.</param>
/// <param name="Quiz">The quiz's questions that were answered rightly.</param>
public sealed record LabProgress(
    DateTimeOffset? BegunAt,
    ImmutableSortedDictionary<string, DateTimeOffset> Green,
    ImmutableSortedDictionary<string, int> Hints,
    ImmutableSortedSet<string> Solved,
    ImmutableSortedSet<string> Quiz)
{
    public static LabProgress None { get; } = new(null, ImmutableSortedDictionary<string, DateTimeOffset>.Empty, ImmutableSortedDictionary<string, int>.Empty, [], []);

    public LabProgress Begun(DateTimeOffset now) => BegunAt is null ? this with { BegunAt = now } : this;

    public LabProgress Seen(string step, DateTimeOffset now) => Green.ContainsKey(step) ? this : Begun(now) with { Green = Green.SetItem(step, now) };

    public LabProgress Hinted(string step, DateTimeOffset now) => Begun(now) with { Hints = Hints.SetItem(step, Hints.GetValueOrDefault(step) + 1) };

    /// <summary>In a person's words: not begun, step 3 of 7, done.</summary>
    public string StateOf(Lab lab)
    {
        var green = lab.Checks.Count(check => Green.ContainsKey(check.Step));
        return BegunAt is null ? "not begun" : green >= lab.Checks.Count ? "done" : $"step {green + 1} of {lab.Checks.Count}";
    }
}
