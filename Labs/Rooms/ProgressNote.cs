using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workshop.Labs.Progress;

namespace Workshop.Labs.Rooms;

/// <summary>All that a learner sends: the chosen name; of each lab begun, when; of each step that was green, when.</summary>
internal sealed record ProgressNote(
    [property: JsonRequired] string Name,
    [property: JsonRequired] ImmutableArray<LabNote> Labs)
{
    /// <value>Strict: what is not known is not taken.</value>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 8, RespectNullableAnnotations = true };

    public static ProgressNote Of(string name, LearnerProgress progress) => new(
        name,
        [.. progress.Labs.Where(lab => lab.Value.BegunAt is not null).Select(lab => new LabNote(lab.Key, lab.Value.BegunAt!.Value, lab.Value.Green))]);

    /// <summary>As progress of this course: labs and steps that it does not have are left out.</summary>
    public LearnerProgress ToProgress()
    {
        var labs = LearnerProgress.None.Labs.ToBuilder();
        foreach (var note in Labs)
        {
            if (Course.Labs.FirstOrDefault(lab => lab.Number == note.Lab) is { } known)
            {
                var steps = known.Checks.Select(check => check.Step).ToHashSet(StringComparer.Ordinal);
                labs[note.Lab] = LabProgress.None with { BegunAt = note.Begun, Green = LabProgress.None.Green.AddRange(note.Green.Where(step => steps.Contains(step.Key))) };
            }
        }

        return new LearnerProgress(labs.ToImmutable());
    }
}

/// <summary>What is sent of one lab.</summary>
internal sealed record LabNote(
    [property: JsonRequired] int Lab,
    [property: JsonRequired] DateTimeOffset Begun,
    [property: JsonRequired] ImmutableSortedDictionary<string, DateTimeOffset> Green);
