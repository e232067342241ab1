using Workshop.Labs.Progress;

namespace Workshop.Labs.Rooms;

/// <summary>One learner, as the room knows her.</summary>
/// <param name="Name">Clean, and hers alone in this room.</param>
/// <param name="IsHere">Heard of lately.</param>
internal sealed record Learner(string Name, LearnerProgress Progress, DateTimeOffset SeenAt, bool IsHere)
{
    public int Done => Course.Labs.Count(lab => Progress.Of(lab).StateOf(lab) == "done");

    /// <value>The lab of the last green step or, if later, the one begun last; null before any.</value>
    public Lab? Current => Course.Labs
        .Where(lab => Progress.Of(lab).BegunAt is not null)
        .MaxBy(lab => Progress.Of(lab).Green.Values.Append(Progress.Of(lab).BegunAt!.Value).Max());

    public DateTimeOffset? LastGreenAt => Progress.Labs.Values.SelectMany(lab => lab.Green.Values).Select(at => (DateTimeOffset?)at).Max();

    /// <value>In a person's words: lab 4, step 3 of 7.</value>
    public string Position => Current is { } lab ? $"lab {lab.Number}, {Progress.Of(lab).StateOf(lab)}" : "nothing begun yet";
}
