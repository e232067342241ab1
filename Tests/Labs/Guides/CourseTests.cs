using System.Text.RegularExpressions;
using Workshop.Labs.Hints;
using Workshop.Labs.Quiz;

namespace Workshop.Labs.Tests.Guides;

/// <summary>What every lab has, so that a learner never meets a step without help. That the commands do what they say is seen end to end.</summary>
public sealed partial class CourseTests
{
    private static readonly LabFiles Files = new(Repository.Root);

    private static readonly string[] Verbs =
    [
        "annotate", "api-resources", "api-versions", "apply", "attach", "auth", "autoscale", "certificate", "cluster-info", "completion", "config", "cordon", "cp", "create", "debug", "delete",
        "describe", "diff", "drain", "edit", "events", "exec", "explain", "expose", "get", "kustomize", "label", "logs", "patch", "port-forward", "proxy", "replace", "rollout", "run", "scale",
        "set", "taint", "top", "uncordon", "version", "wait",
    ];

    public static TheoryData<string> Labs => [.. Course.Labs.Where(Files.Has).Select(lab => lab.Folder)];

    [Fact]
    public void Labs_are_numbered_as_their_folders_are() =>
        Assert.All(Course.Labs, lab => Assert.StartsWith($"{lab.Number:00}-", lab.Folder, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Labs))]
    public void A_guide_says_why_what_is_to_be_understood_and_how_to_go_on(string folder)
    {
        var guide = Files.GuideOf(Of(folder));

        Assert.StartsWith($"Lab {Of(folder).Number}: ", guide.Title, StringComparison.Ordinal);
        Assert.All(["Why", "Understand", "Go further"], title => Assert.Contains(guide.Sections, section => section.Title == title));
        Assert.NotNull(guide.Exercise);
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void Checks_stand_in_the_guide_in_the_order_of_its_steps(string folder) =>
        Assert.Equal(Files.GuideOf(Of(folder)).Sections.Select(section => section.Check).OfType<string>(), Of(folder).Checks.Select(check => check.Step));

    /// <summary>What needs images of the workshop says how it finds them on a cluster elsewhere: by the lab's own folder, or by the paper.</summary>
    [Theory]
    [MemberData(nameof(LabsWithImages))]
    public void A_lab_with_images_of_the_workshop_says_how_it_is_done_on_GKE(string folder)
    {
        var guide = File.ReadAllText(Files.PathOf(Of(folder), "guide.md"));
        Assert.Contains("**On GKE**", guide, StringComparison.Ordinal);
        Assert.True(
            guide.Contains($"Labs/{folder}/gke |", StringComparison.Ordinal) || guide.Contains("Docs/gke.md#with-the-labs", StringComparison.Ordinal),
            $"{folder}: the guide leads neither to the lab's folder gke nor to Docs/gke.md.");
    }

    public static TheoryData<string> LabsWithImages => [.. Course.Labs.Where(Files.Has).Where(lab => Directory.EnumerateFiles(Files.PathOf(lab, "."), "*.yaml", SearchOption.AllDirectories)
        .Any(file => !file.Contains("/twins/", StringComparison.Ordinal) && File.ReadAllText(file).Contains("image: workshop/", StringComparison.Ordinal))).Select(lab => lab.Folder)];

    public static TheoryData<string> Folders => [.. Directory.EnumerateDirectories(Repository.PathOf("Labs"), "gke", SearchOption.AllDirectories)
        .Select(folder => Path.GetRelativePath(Repository.Root, folder).Replace('\\', '/')).Where(folder => folder != "Labs/gke" && !folder.Contains("/bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Folders))]
    public async Task On_GKE_every_image_of_the_workshop_comes_from_the_learners_registry(string folder)
    {
        RequiredTool.Named("kubectl");

        var built = (await TestProcess.Run("kubectl", ["kustomize", "--load-restrictor", "LoadRestrictionsNone", folder], TimeSpan.FromMinutes(1), folder: Repository.Root)).Succeeded();

        Assert.Contains("image: REGISTRY/", built, StringComparison.Ordinal);
        Assert.DoesNotContain("image: workshop/", built, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void Each_step_has_three_hints(string folder)
    {
        var hints = HintFile.Read(Files.PathOf(Of(folder), "hints.md"));

        Assert.All(Of(folder).Checks, check => Assert.True(hints.TryGetValue(check.Step, out var three) && three.Count == 3, $"{folder}/hints.md: '{check.Step}' has no three hints."));
        Assert.Subset(Of(folder).Checks.Select(check => check.Step).ToHashSet(), hints.Keys.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void Each_check_has_a_broken_twin_and_the_words_that_it_must_find_for_it(string folder)
    {
        var twins = Directory.EnumerateFiles(Files.PathOf(Of(folder), "twins")).ToList();

        Assert.All(Of(folder).Checks, check =>
        {
            Assert.Contains(twins, twin => Path.GetFileName(twin) == $"{check.Step}.yaml" || Path.GetFileName(twin) == $"{check.Step}.sh");
            Assert.NotEmpty(File.ReadAllText(Files.PathOf(Of(folder), "twins", $"{check.Step}.txt")).Trim());
        });
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void An_exercise_has_a_solution_that_is_typed(string folder) =>
        Assert.Contains(Files.SolutionOf(Of(folder))!.Sections, section => section.Blocks.Count > 0);

    [Theory]
    [MemberData(nameof(Labs))]
    public void A_quiz_asks_what_can_be_answered(string folder)
    {
        var steps = Of(folder).Checks.Select(check => check.Step).ToList();
        var questions = QuizFile.Read(Files.PathOf(Of(folder), "quiz.json"));

        Assert.NotEmpty(questions);
        Assert.Equal(questions.Count, questions.Select(question => question.Id).Distinct().Count());
        Assert.All(questions, question =>
        {
            Assert.True(question.After is null || steps.Contains(question.After), $"'{question.Id}' comes after a step that is not there: '{question.After}'.");
            Assert.True(question.Answer is not null ^ question.Choices is { Count: > 1 }, $"'{question.Id}' has either an answer or choices.");
            Assert.True(question.Choices is null || question.Choices.Count(choice => choice.Right) == 1, $"'{question.Id}' has one right choice.");
        });
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void A_guides_fences_are_of_kinds_that_are_known_and_closed(string folder)
    {
        string[] known = ["sh", "output", "powershell", "yaml", "json", "text", "dockerfile"];

        foreach (var file in new[] { "guide.md", "solution.md" })
        {
            var fences = Fence().Matches(File.ReadAllText(Files.PathOf(Of(folder), file)));
            Assert.True(fences.Count % 2 == 0, $"{folder}/{file}: a fence is not closed.");
            Assert.All(fences.Where((_, index) => index % 2 == 0), fence => Assert.Contains(fence.Groups[1].Value, known));
        }
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void What_is_typed_into_kubectl_is_a_verb_of_kubectls(string folder)
    {
        var typed = Files.GuideOf(Of(folder)).Sections.Concat(Files.SolutionOf(Of(folder))!.Sections).SelectMany(section => section.Blocks).Select(block => block.Text);

        Assert.All(typed.SelectMany(text => Kubectl().Matches(text)), call => Assert.Contains(call.Groups[1].Value, Verbs));
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void No_manifest_names_a_namespace_of_its_own(string folder) =>
        Assert.All(Manifests(folder), manifest => Assert.DoesNotMatch(@"(?m)^  namespace:", File.ReadAllText(manifest)));

    [Theory]
    [MemberData(nameof(Labs))]
    public void A_guides_files_are_there(string folder) => Assert.All(
        Files.GuideOf(Of(folder)).Sections.SelectMany(section => section.Blocks).SelectMany(block => Named().Matches(block.Text)),
        named => Assert.True(Path.Exists(Repository.PathOf(named.Value)), $"{folder}/guide.md names '{named.Value}', which is not there."));

    private static Lab Of(string folder) => Course.Labs.Single(lab => lab.Folder == folder);

    private static IEnumerable<string> Manifests(string folder) => Directory.EnumerateFiles(Files.FolderOf(Of(folder)), "*.yaml", SearchOption.TopDirectoryOnly);

    [GeneratedRegex(@"^\s*(?:> )?```([a-z]*)", RegexOptions.Multiline)]
    private static partial Regex Fence();

    // "kubectl --context x -n y get pods": the first word that is no flag; a flag's own value is written with '=' or is one of these.
    [GeneratedRegex(@"(?<![\w/-])kubectl(?: +(?:--(?:kubeconfig|context|as|namespace) +\S+|-n +\S+|-\S+))* +([a-z][a-z-]*)")]
    private static partial Regex Kubectl();

    [GeneratedRegex(@"Labs/\d\d-[\w./-]*\w")]
    private static partial Regex Named();
}
