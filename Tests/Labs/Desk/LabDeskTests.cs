using Microsoft.Extensions.Time.Testing;
using Workshop.Labs.Checks;
using Workshop.Labs.Desk;

namespace Workshop.Labs.Tests.Desk;

/// <summary>What every front of the labs stands on. The checks here are tests' own: what real ones see is proven by the guides.</summary>
public sealed class LabDeskTests : IDisposable
{
    private readonly TemporaryFolder _state = new();
    private readonly FakeTimeProvider _time = new();
    private readonly HashSet<string> _green = [];
    private readonly Lab _lab;
    private readonly LabDesk _desk;

    public LabDeskTests()
    {
        _lab = new Lab(4, "04-pods", [Check("running"), Check("asked"), Check("gone")]);
        _desk = new LabDesk(LabFiles.Find()!, new DeskPlace(_state.Path, _state.Write("kubeconfig", Kubeconfig)), _time);
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public void A_lab_has_a_title_without_its_number_and_a_state()
    {
        var standing = _desk.Standings()[4];

        Assert.Equal(("Pods", "not begun", false), (standing.Title, standing.State, standing.IsDone));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("04")]
    [InlineData("pods")]
    [InlineData("04-pods")]
    public void A_lab_is_found_by_its_number_its_name_and_its_folder(string number) => Assert.Equal("04-pods", _desk.LabOf(number).Folder);

    [Fact]
    public void A_lab_that_is_not_there_is_named() => Assert.Contains("'99'", Assert.Throws<LabException>(() => _desk.LabOf("99")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_check_goes_no_further_than_the_first_red_step_and_remembers_the_green_ones()
    {
        _green.UnionWith(["running", "gone"]);

        Assert.Equal([StepOutcome.Green, StepOutcome.Red, StepOutcome.Later], await OutcomesAsync(null));
        Assert.Equal("step 2 of 3", _desk.StandingOf(_lab).State);
    }

    [Fact]
    public async Task A_step_that_was_green_stays_done_and_can_be_asked_for()
    {
        _green.Add("running");
        await OutcomesAsync(null);
        _green.Clear();

        Assert.Equal(StepOutcome.Done, (await OutcomesAsync(null))[0]);
        Assert.Equal([StepOutcome.Red], await OutcomesAsync("running"));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_what_a_learner_can_mend()
    {
        var lab = new Lab(4, "04-pods", [new("running", (_, _) => throw new HttpRequestException("refused"))]);

        var trouble = await Assert.ThrowsAsync<LabException>(() => _desk.CheckAsync(lab, null, CancellationToken.None).ToListAsync().AsTask());

        Assert.Contains("refused", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hints_come_one_after_the_other_and_the_last_one_stays() =>
        Assert.Equal([1, 2, 3, 3], Enumerable.Range(0, 4).Select(_ => _desk.Hint(_lab, null, null)!.Number));

    [Fact]
    public void A_hint_may_be_asked_for_by_its_number()
    {
        var hint = _desk.Hint(_lab, "gone", 3)!;

        Assert.True(hint.IsLast);
        Assert.Contains("kubectl delete pod monolith", hint.Text, StringComparison.Ordinal);
        Assert.Contains("1 to 3", Assert.Throws<LabException>(() => _desk.Hint(_lab, "gone", 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_answer_is_remembered_and_a_wrong_one_is_not()
    {
        Assert.False((await _desk.AnswerAsync(_lab, "deleted", "1", CancellationToken.None)).IsRight);
        Assert.Empty(_desk.StandingOf(_lab).Progress.Quiz);

        Assert.True((await _desk.AnswerAsync(_lab, "deleted", "2", CancellationToken.None)).IsRight);
        Assert.Equal(["deleted"], _desk.StandingOf(_lab).Progress.Quiz);
    }

    [Fact]
    public async Task What_another_program_writes_is_seen()
    {
        await using var views = _desk.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await views.MoveNextAsync());
        Assert.Equal("not begun", views.Current.Labs[4].State);

        var next = views.MoveNextAsync().AsTask();
        new LabDesk(_desk.Files, _desk.Place, _time).Progress.Change(progress => progress.With(_desk.Labs[4], one => one.Seen("running", _time.GetUtcNow())));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await next);
        Assert.StartsWith("step 2 of ", views.Current.Labs[4].State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_progress_that_cannot_be_read_is_told_and_mended_later()
    {
        _state.Write("labs/progress.json", "{ half");
        await using var views = _desk.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await views.MoveNextAsync());
        Assert.Contains("progress.json", views.Current.Trouble, StringComparison.Ordinal);

        var next = views.MoveNextAsync().AsTask();
        File.Delete(_state.PathOf("labs/progress.json"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await next);
        Assert.Equal("not begun", views.Current.Labs[4].State);
    }

    private const string Kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: labs
        clusters: [{ name: labs, cluster: { server: "http://127.0.0.1:1" } }]
        users: [{ name: labs, user: { token: none } }]
        contexts: [{ name: labs, context: { cluster: labs, user: labs } }]
        """;

    private async Task<List<StepOutcome>> OutcomesAsync(string? step) =>
        await _desk.CheckAsync(_lab, step, CancellationToken.None).Select(finding => finding.Outcome).ToListAsync();

    private LabCheck Check(string step) => new(step, (_, _) => Task.FromResult(_green.Contains(step) ? CheckResult.Green("it") : CheckResult.Red("nothing", "something", "kubectl get pods")));
}
