using Workshop.Labs.Checks;
using Workshop.Labs.Guides;
using Workshop.Labs.Quiz;

namespace Workshop.Labs.Desk;

public sealed partial class LabDesk
{
    /// <returns>No questions where a lab has no quiz.</returns>
    public IReadOnlyList<QuizQuestion> QuestionsOf(Lab lab) => QuizFile.Read(Files.PathOf(lab, "quiz.json"));

    /// <summary>Says whether an answer is right, as the cluster is now, and remembers the question if it is.</summary>
    /// <param name="said">The number of a choice, its text, or what stands in the cluster.</param>
    /// <exception cref="LabException">There is no such question.</exception>
    public async Task<QuizVerdict> AnswerAsync(Lab lab, string question, string said, CancellationToken ct)
    {
        var asked = QuestionOf(lab, question);
        var verdict = QuizJudge.Judge(asked, said, await LookUpAsync(asked, ct));
        if (verdict.IsRight)
        {
            Progress.Change(all => all.With(lab, one => one.Begun(time.GetUtcNow()) with { Quiz = one.Quiz.Add(asked.Id) }));
        }

        return verdict;
    }

    /// <returns>What the learner's cluster answers now; null where it has no answer, or the question has choices.</returns>
    /// <exception cref="LabException">The machine lacks kubectl, or the cluster does not answer.</exception>
    public async Task<string?> LookUpAsync(QuizQuestion question, CancellationToken ct) =>
        question.Answer is { } lookup ? await QuizAnswers.LookUpAsync(lookup, Place.Access(), ct) : null;

    /// <exception cref="LabException">There is no such question.</exception>
    public QuizQuestion QuestionOf(Lab lab, string id)
    {
        var all = QuestionsOf(lab);
        return all.FirstOrDefault(one => one.Id == id) ?? throw new LabException($"Lab {lab.Number} asks no question '{id}'. It asks: {string.Join(", ", all.Select(one => one.Id))}.");
    }

    /// <summary>Types the commands of a step, or of all that were not green yet, and waits until each is green.</summary>
    /// <param name="say">Told each line as it comes, by another thread.</param>
    /// <returns>False: something went wrong; its lines were told.</returns>
    /// <exception cref="LabException">There is no such step, the machine lacks a tool, or the cluster does not answer.</exception>
    public async Task<bool> SolveAsync(Lab lab, string? step, Action<DeskLine> say, CancellationToken ct)
    {
        var guide = Files.GuideOf(lab);
        var done = Progress.Read().Of(lab);
        List<GuideSection> sections = [.. guide.Sections.Where(section => section.Check is { } check && (step is null ? !done.Green.ContainsKey(check) : check == step))];
        if (step is not null && sections.Count == 0)
        {
            throw NoStep(lab, step);
        }

        if (sections.Count == 0)
        {
            return true;
        }

        // One shell for all of them, as a learner has one; and it stays until the last check is green, which may look at what it started.
        await using var typing = await GuideTyping.OpenAsync(Files, Place.Access(), lab, say, ct);
        if (!await typing.PrepareAsync(guide, sections[0], ct))
        {
            return false;
        }

        using var cluster = Place.Access().Connect(time);
        foreach (var section in sections)
        {
            List<GuideSection> typed = section == guide.Exercise ? [section, .. Files.SolutionOf(lab)?.Sections ?? []] : [section];
            if (!await typing.TypeAsync(typed, ct) || !await TurnsGreenAsync(lab, CheckOf(lab, section.Check!), cluster, say, ct))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Types sections of a guide into one shell, where the learner's cluster is.</summary>
    /// <returns>False: a block did not do what the guide says; its lines were told.</returns>
    /// <exception cref="LabException">The machine lacks bash or kubectl.</exception>
    public async Task<bool> TypeAsync(Lab lab, IEnumerable<GuideSection> sections, Action<DeskLine> say, CancellationToken ct)
    {
        List<GuideSection> typed = [.. sections];
        await using var typing = await GuideTyping.OpenAsync(Files, Place.Access(), lab, say, ct);
        return await typing.PrepareAsync(Files.GuideOf(lab), typed[0], ct) && await typing.TypeAsync(typed, ct);
    }

    /// <summary>What stands in the learner's namespace, and would go with a reset.</summary>
    /// <returns>Such as <c>deployment.apps/hello</c>.</returns>
    /// <exception cref="LabException">The machine lacks kubectl, or the cluster does not answer.</exception>
    public Task<IReadOnlyList<string>> ListOwnAsync(CancellationToken ct) => new CleanTable(Files, Place.Access()).ListAsync(ct);

    /// <summary>Deletes what <see cref="ListOwnAsync"/> told, what the lab left on this machine, and what was done of that lab.</summary>
    /// <exception cref="LabException">The machine lacks kubectl, or the cluster does not answer.</exception>
    public async Task ResetAsync(Lab lab, IReadOnlyList<string> names, CancellationToken ct)
    {
        await new CleanTable(Files, Place.Access()).ClearAsync(lab, names, ct);
        Progress.Change(progress => progress.Without(lab));
    }

    private async Task<bool> TurnsGreenAsync(Lab lab, LabCheck check, LabCluster cluster, Action<DeskLine> say, CancellationToken ct)
    {
        var result = await AnsweredAsync(() => CheckWait.UntilAsync(check, cluster, seen => seen.IsGreen, check.Wait, ct));
        if (!result.IsGreen)
        {
            say(new(DeskLineKind.Red, $"  {check.Step}: {result}"));
            return false;
        }

        say(new(DeskLineKind.Green, $"  green  {check.Step}: {result.Saw}"));
        var now = time.GetUtcNow();
        Progress.Change(all => all.With(lab, one => one.Seen(check.Step, now) with { Solved = one.Solved.Add(check.Step) }));
        return true;
    }
}
