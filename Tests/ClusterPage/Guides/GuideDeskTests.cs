using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.ClusterPage.Guides;
using Workshop.ClusterPage.Tests.Actions;
using Workshop.Labs;
using Workshop.ServiceDefaults;

namespace Workshop.ClusterPage.Tests.Guides;

/// <summary>Who may do what at the desk, and what is said when it cannot be done.</summary>
public sealed class GuideDeskTests : IDisposable
{
    private static readonly Lab Lab = Course.Labs[8];
    private readonly TemporaryFolder _folder = new();
    private readonly SwitchablePermit _permit = new();

    [Fact]
    public async Task Whoever_may_only_look_is_refused_everything_and_leaves_no_trace()
    {
        var desk = Desk();
        _permit.IsGiven = false;

        string?[] refusals =
        [
            (await desk.CheckAsync(Lab, null, CancellationToken.None)).Refusal,
            (await desk.HintAsync(Lab, "deployed", 1)).Refusal,
            (await desk.AnswerAsync(Lab, "silent", "2", CancellationToken.None)).Refusal,
            (await desk.SolveAsync(Lab, "deployed", _ => { }, CancellationToken.None)).Refusal,
            (await desk.ListOwnAsync(Lab, CancellationToken.None)).Refusal,
            (await desk.ResetAsync(Lab, ["pod/a"], CancellationToken.None)).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal("You may only look: log in with the token that may act.", refusal));
        Assert.False(File.Exists(_folder.PathOf("labs", "progress.json")));
        Assert.Equal("not begun", desk.Read().Standings[8].State);
    }

    [Fact]
    public async Task Each_wish_asks_once_whether_it_may_be()
    {
        await Desk().ResetAsync(Lab, ["pod/a"], CancellationToken.None);

        Assert.Equal(1, _permit.Asked);
    }

    [Fact]
    public async Task What_is_done_here_is_the_command_lines_progress()
    {
        var verdict = await Desk().AnswerAsync(Lab, "silent", "2", CancellationToken.None);

        Assert.True(verdict.Value!.IsRight);
        Assert.Contains("silent", File.ReadAllText(_folder.PathOf("labs", "progress.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_a_sentence()
    {
        var answer = await Desk().CheckAsync(Lab, "deployed", CancellationToken.None);

        Assert.Null(answer.Value);
        Assert.Contains("no-kubeconfig", answer.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_that_cannot_be_read_is_a_sentence()
    {
        _folder.Write("labs/progress.json", "{ broken");
        var desk = Desk();

        Assert.Contains("cannot be read", desk.Read().Trouble, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await desk.HintAsync(Lab, "deployed", 1)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_learner_there_are_guides_and_no_checks()
    {
        var desk = Desk(new GuideSettings(null, null));

        Assert.False(desk.IsThere);
        Assert.Empty(desk.Read().Standings);
        Assert.Contains("./workshop", (await desk.CheckAsync(Lab, null, CancellationToken.None)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuideSettings.StateKey, GuideSettings.KubeconfigKey)]
    [InlineData(GuideSettings.KubeconfigKey, GuideSettings.StateKey)]
    public void One_setting_without_the_other_is_refused(string given, string missing)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(given, "/somewhere")]).Build();

        Assert.StartsWith($"{missing} is missing", Assert.Throws<ServiceException>(() => GuideSettings.From(configuration)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private GuideDesk Desk(GuideSettings? settings = null) => new(
        new DeskHolder(new GuideShelf(() => new LabFiles(Repository.Root)), settings ?? new GuideSettings(_folder.Path, _folder.PathOf("no-kubeconfig")), TimeProvider.System), _permit, NullLogger<GuideDesk>.Instance);
}
