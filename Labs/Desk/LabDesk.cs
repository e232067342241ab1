using System.Globalization;
using System.Runtime.CompilerServices;
using Workshop.Labs.Checks;
using Workshop.Labs.Hints;
using Workshop.Labs.Progress;

namespace Workshop.Labs.Desk;

/// <summary>
/// The labs as a learner meets them, whatever is in front of them: a command line, a page, a row of a dashboard. All write the same progress, look at the
/// same cluster and say the same words. What a learner can mend is a <see cref="LabException"/>.
/// </summary>
public sealed partial class LabDesk(LabFiles files, DeskPlace place, TimeProvider time)
{
    private readonly Dictionary<Lab, string> _titles = [];
    private readonly Lock _lock = new();

    public LabFiles Files { get; } = files;

    public DeskPlace Place { get; } = place;

    public ProgressFile Progress { get; } = new(place.StateFolder);

    /// <value>The labs that are there to be done.</value>
    public IReadOnlyList<Lab> Labs { get; } = [.. Course.Labs.Where(files.Has)];

    /// <param name="number">4, 04, pods or 04-pods.</param>
    /// <exception cref="LabException">There is no such lab.</exception>
    public Lab LabOf(string number) =>
        Labs.FirstOrDefault(lab => lab.Number.ToString(CultureInfo.InvariantCulture) == number.TrimStart('0').PadLeft(1, '0') || lab.Name == number || lab.Folder == number)
        ?? throw new LabException($"There is no lab '{number}'. './workshop labs' lists them.");

    /// <exception cref="LabException">The progress cannot be read.</exception>
    public IReadOnlyList<LabStanding> Standings() => StandingsOf(Progress.Read());

    /// <exception cref="LabException">The progress cannot be read.</exception>
    public LabStanding StandingOf(Lab lab) => new(lab, TitleOf(lab), Progress.Read().Of(lab));

    /// <summary>All labs now, and again each time the progress was changed, by whatever program.</summary>
    public async IAsyncEnumerable<DeskView> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var seen in Progress.WatchAsync(time, ct))
        {
            yield return seen.Progress is { } progress ? new DeskView(StandingsOf(progress), null) : new DeskView([], seen.Trouble);
        }
    }

    /// <summary>Looks at the cluster, in the order of the steps and no further than the first red one. Remembers what is green.</summary>
    /// <param name="step">Only this one, though it was green before; null: those that were not.</param>
    /// <exception cref="LabException">There is no such step, or the cluster does not answer.</exception>
    public async IAsyncEnumerable<StepFinding> CheckAsync(Lab lab, string? step, [EnumeratorCancellation] CancellationToken ct)
    {
        var done = Progress.Read().Of(lab);
        IReadOnlyList<LabCheck> checks = step is null ? lab.Checks : [CheckOf(lab, step)];
        List<LabCheck> asked = [.. checks.Where(check => step is not null || !done.Green.ContainsKey(check.Step))];
        foreach (var check in checks.Except(asked))
        {
            yield return new StepFinding(check.Step, StepOutcome.Done, null);
        }

        if (asked.Count == 0)
        {
            yield break;
        }

        using var cluster = Place.Access().Connect(time);
        var red = false;
        foreach (var check in asked)
        {
            if (red)
            {
                yield return new StepFinding(check.Step, StepOutcome.Later, null);
                continue;
            }

            var result = await LookAsync(lab, check, cluster, ct);
            red = !result.IsGreen;
            yield return StepFinding.Of(check, result);
        }
    }

    /// <summary>Looks at one step once, and remembers it if it is green.</summary>
    /// <exception cref="LabException">The cluster does not answer.</exception>
    public async Task<CheckResult> LookAsync(Lab lab, LabCheck check, LabCluster cluster, CancellationToken ct)
    {
        var result = await AnsweredAsync(() => check.Look(cluster, ct));
        var now = time.GetUtcNow();
        Progress.Change(progress => progress.With(lab, one => result.IsGreen ? one.Seen(check.Step, now) : one.Begun(now)));
        return result;
    }

    /// <summary>Gives a hint and remembers that it was read.</summary>
    /// <param name="step">Null: the first that was not green yet.</param>
    /// <param name="level">From 1; null: the next one that was not read, or the last again.</param>
    /// <returns>Null: the lab is done.</returns>
    /// <exception cref="LabException">There is no such step or hint.</exception>
    public GivenHint? Hint(Lab lab, string? step, int? level)
    {
        var standing = StandingOf(lab);
        if ((step ?? standing.NextStep) is not { } id)
        {
            return null;
        }

        if (!HintFile.Read(Files.PathOf(lab, "hints.md")).TryGetValue(id, out var hints))
        {
            throw NoStep(lab, id);
        }

        if (level is < 1 || level > hints.Count)
        {
            throw new LabException($"Step '{id}' has hints 1 to {hints.Count}.");
        }

        var number = level ?? Math.Min(standing.Progress.Hints.GetValueOrDefault(id) + 1, hints.Count);
        Progress.Change(all => all.With(lab, one => one.Hinted(id, time.GetUtcNow())));
        return new GivenHint(id, number, hints.Count, hints[number - 1]);
    }

    internal static LabException NoStep(Lab lab, string step) =>
        new($"Lab {lab.Number} has no step '{step}'. It has: {string.Join(", ", lab.Checks.Select(check => check.Step))}.");

    internal static LabCheck CheckOf(Lab lab, string step) => lab.CheckOf(step) ?? throw NoStep(lab, step);

    private static async Task<T> AnsweredAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or k8s.Autorest.HttpOperationException)
        {
            throw new LabException($"The cluster did not answer as it should: {e.Message} Is it running? './workshop up --empty' starts one.");
        }
    }

    private List<LabStanding> StandingsOf(LearnerProgress progress) => [.. Labs.Select(lab => new LabStanding(lab, TitleOf(lab), progress.Of(lab)))];

    // Read once: guides do not change while a program runs.
    private string TitleOf(Lab lab)
    {
        lock (_lock)
        {
            return _titles.TryGetValue(lab, out var title) ? title : _titles[lab] = Files.TitleOf(lab);
        }
    }
}
