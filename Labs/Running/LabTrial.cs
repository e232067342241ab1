using Workshop.Labs.Access;
using Workshop.Labs.Checks;
using Workshop.Labs.Guides;
using Workshop.Labs.Quiz;

namespace Workshop.Labs.Running;

/// <summary>
/// A lab, tried from beginning to end in namespaces of its own: every block in its order, each check red before its step and green after it, each
/// broken twin red with the right words, the exercise red until its solution was typed.
/// </summary>
/// <param name="access">A cluster on which namespaces may be made.</param>
/// <param name="say">Told what happens, a line at a time.</param>
public sealed class LabTrial(LabFiles files, ClusterAccess access, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan RedPatience = TimeSpan.FromSeconds(45);

    /// <value>What the guide is typed into. Broken twins are no learner's lines, and are tried with bash alone.</value>
    public ShellLanguage Language { get; init; } = ShellLanguage.Bash;

    /// <exception cref="GuideRunException">Something was not as the lab promises.</exception>
    public async Task RunAsync(Lab lab, CancellationToken ct)
    {
        // First what runs alone, so that a load's promises meet a quiet machine; then all twins at once, but where a lab uses this machine itself.
        await WalkAsync(lab, ct);
        if (Language != ShellLanguage.Bash)
        {
            return;
        }

        if (!LeavesThingsHere(lab))
        {
            await Task.WhenAll(Twins(lab).Select(twin => TryTwinAsync(lab, twin, ct)));
            return;
        }

        foreach (var twin in Twins(lab))
        {
            await TryTwinAsync(lab, twin, ct);
        }
    }

    private async Task WalkAsync(Lab lab, CancellationToken ct)
    {
        await using var place = await TrialNamespace.CreateAsync(access, $"lab-{lab.Number:00}", ct);
        try
        {
            await WalkAsync(lab, place, ct);
        }
        catch (GuideRunException)
        {
            await TellStateAsync(place, ct);
            throw;
        }
    }

    private async Task WalkAsync(Lab lab, TrialNamespace place, CancellationToken ct)
    {
        await using var shell = await LabShell.OpenAsync(files, place.Access, Language, ct);
        using var cluster = place.Access.Connect(time);
        var runner = new StepRunner(shell.Session) { OnBlock = block => say($"  {block.Line,4}: {shell.Session.TextOf(block).Split('\n')[0]}") };
        await ResetAsync(lab, shell.Session, ct);
        foreach (var check in lab.Checks)
        {
            Insist(await check.Look(cluster, ct), isGreen: false, $"{lab.Folder}: check '{check.Step}' on an untouched cluster");
        }

        var guide = files.GuideOf(lab);
        var questions = QuizFile.Read(files.PathOf(lab, "quiz.json"));
        var lastStep = guide.Steps.LastOrDefault()?.Check;
        foreach (var section in guide.Sections)
        {
            say($"{lab.Folder}: {section.Title}");
            await (section == guide.Exercise ? ExerciseAsync(lab, section, runner, cluster, ct) : StepAsync(lab, section, runner, cluster, ct));
            foreach (var question in questions.Where(question => question.Answer is not null && section.Check is not null && (question.After ?? lastStep) == section.Check))
            {
                await AnswerAsync(question, place.Access, ct);
            }
        }
    }

    // The namespace goes with the trial: what stood in it is told while it is there.
    private async Task TellStateAsync(TrialNamespace place, CancellationToken ct)
    {
        try
        {
            await using var shell = await LabShell.OpenAsync(files, place.Access, Language, ct);
            foreach (var line in new[] { "kubectl get nodes", "kubectl get pods,replicasets -o wide", "kubectl get events --sort-by=.metadata.creationTimestamp" })
            {
                say($"  {line}");
                await shell.Session.RunAsync(line, RedPatience, told => say($"    {told}"), ct);
            }
        }
        catch (GuideRunException e)
        {
            // The trial's own failure is what counts.
            say($"  {e.Message}");
        }
    }

    private static async Task StepAsync(Lab lab, GuideSection section, StepRunner runner, LabCluster cluster, CancellationToken ct)
    {
        var check = section.Check is null ? null : CheckOf(lab, section);
        if (check is not null)
        {
            Insist(await check.Look(cluster, ct), isGreen: false, $"Check '{check.Step}' before its step");
        }

        await RunAsync(section, runner, "guide.md", lab, ct);
        if (check is not null)
        {
            Insist(await CheckWait.UntilAsync(check, cluster, result => result.IsGreen, check.Wait, ct), isGreen: true, $"Check '{check.Step}' after its step");
        }
    }

    private async Task ExerciseAsync(Lab lab, GuideSection section, StepRunner runner, LabCluster cluster, CancellationToken ct)
    {
        var check = CheckOf(lab, section);
        Insist(await check.Look(cluster, ct), isGreen: false, $"Check '{check.Step}' before the exercise");
        await RunAsync(section, runner, "guide.md", lab, ct);
        Insist(await check.Look(cluster, ct), isGreen: false, $"Check '{check.Step}' with what is broken applied");
        foreach (var answer in (files.SolutionOf(lab) ?? throw new GuideRunException($"{lab.Folder} has no solution.md.")).Sections)
        {
            await RunAsync(answer, runner, "solution.md", lab, ct);
        }

        Insist(await CheckWait.UntilAsync(check, cluster, result => result.IsGreen, check.Wait, ct), isGreen: true, $"Check '{check.Step}' after the solution");
    }

    private async Task TryTwinAsync(Lab lab, string twin, CancellationToken ct)
    {
        var step = Path.GetFileNameWithoutExtension(twin);
        var check = lab.CheckOf(step) ?? throw new GuideRunException($"{twin}: there is no check '{step}'.");
        var words = (await File.ReadAllLinesAsync(Path.ChangeExtension(twin, ".txt"), ct)).Where(line => line.Trim().Length > 0).ToList();
        await using var place = await TrialNamespace.CreateAsync(access, $"twin-{lab.Number:00}", ct);
        using var cluster = place.Access.Connect(time);
        await using var shell = await LabShell.OpenAsync(files, place.Access, ShellLanguage.Bash, ct);
        await ResetAsync(lab, shell.Session, ct);
        var script = Path.GetExtension(twin) == ".sh" ? $". '{twin}'" : $"kubectl apply -f '{twin}'";
        var outcome = await shell.Session.RunAsync(script, TimeSpan.FromSeconds(120), null, ct);
        if (outcome.ExitCode != 0)
        {
            throw new GuideRunException($"{twin} failed:\n{string.Join('\n', outcome.Lines)}");
        }

        // It takes a moment until the trouble shows; green in between would be a check that can be fooled.
        var result = await CheckWait.UntilAsync(check, cluster, result => result.IsGreen || words.All(word => Says(result, word)), RedPatience, ct);
        Insist(result, isGreen: false, $"Check '{step}' on its broken twin");
        if (words.FirstOrDefault(word => !Says(result, word)) is { } missing)
        {
            throw new GuideRunException($"{lab.Folder}: check '{step}' on its broken twin does not say '{missing}'. It says: {result}");
        }

        say($"{lab.Folder}: twin {step} is {result}");
    }

    // What a lab leaves outside of the cluster has no namespace of its own.
    private async Task ResetAsync(Lab lab, ShellSession shell, CancellationToken ct)
    {
        if (LeavesThingsHere(lab))
        {
            await shell.RunAsync($"bash '{files.PathOf(lab, "reset.sh")}'", RedPatience, null, ct);
        }
    }

    private async Task AnswerAsync(QuizQuestion question, ClusterAccess where, CancellationToken ct)
    {
        if (await QuizAnswers.LookUpAsync(question.Answer!, where, ct) is not { Length: > 0 } answer)
        {
            throw new GuideRunException($"The quiz's question '{question.Id}' finds no answer in the cluster.");
        }

        say($"  quiz {question.Id}: {answer}");
    }

    private static async Task RunAsync(GuideSection section, StepRunner runner, string file, Lab lab, CancellationToken ct)
    {
        try
        {
            await runner.RunAsync(section, ct);
        }
        catch (GuideRunException e)
        {
            throw new GuideRunException($"{lab.Folder}/{file}, '{section.Title}': {e.Message}");
        }
    }

    private static LabCheck CheckOf(Lab lab, GuideSection section) =>
        lab.CheckOf(section.Check ?? string.Empty) ?? throw new GuideRunException($"{lab.Folder}: '{section.Title}' asks for the check '{section.Check}', which is not there.");

    private static void Insist(CheckResult result, bool isGreen, string what)
    {
        if (result.IsGreen != isGreen)
        {
            throw new GuideRunException($"{what} is {result}");
        }
    }

    private static bool Says(CheckResult result, string word) => result.ToString().Contains(word.Trim(), StringComparison.OrdinalIgnoreCase);

    private bool LeavesThingsHere(Lab lab) => File.Exists(files.PathOf(lab, "reset.sh"));

    private IEnumerable<string> Twins(Lab lab) => Directory.Exists(files.PathOf(lab, "twins"))
        ? Directory.EnumerateFiles(files.PathOf(lab, "twins")).Where(file => Path.GetExtension(file) is ".yaml" or ".sh").Order(StringComparer.Ordinal)
        : [];
}
