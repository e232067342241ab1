using Workshop.Labs.Running;

namespace Workshop.Labs.Tests.Running;

public sealed class ShellSessionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task Variables_stay_from_block_to_block()
    {
        await using var shell = await Open();
        await Run(shell, "NAME=hello");

        Assert.Equal(["hello"], (await Run(shell, "echo $NAME")).Lines);
    }

    [SkippableFact]
    public async Task A_command_that_fails_in_the_middle_of_a_block_is_named()
    {
        await using var shell = await Open();

        var outcome = await Run(shell, "true\nls /nothing-here\ntrue");

        Assert.Equal(0, outcome.ExitCode);
        Assert.EndsWith("from: ls /nothing-here", outcome.Failed, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_failure_is_forgotten_with_its_block()
    {
        await using var shell = await Open();
        await Run(shell, "false");

        Assert.Equal(string.Empty, (await Run(shell, "true")).Failed);
    }

    [SkippableFact]
    public async Task A_command_that_reads_does_not_swallow_the_next_lines()
    {
        await using var shell = await Open();

        Assert.Equal(["after"], (await Run(shell, "cat\necho after")).Lines);
    }

    [SkippableFact]
    public async Task What_was_left_in_the_background_ends_with_the_shell()
    {
        var shell = await Open();
        var id = int.Parse((await Run(shell, "sleep 600 &\necho $!")).Lines[^1], System.Globalization.CultureInfo.InvariantCulture);
        await shell.DisposeAsync();

        await Eventually.Is(() => !Directory.Exists($"/proc/{id}"), "the background job has ended", Limit, CancellationToken.None);
    }

    [SkippableFact]
    public async Task A_block_that_does_not_end_is_given_up_with_what_it_wrote()
    {
        await using var shell = await Open();

        var trouble = await Assert.ThrowsAsync<GuideRunException>(() => shell.RunAsync("echo begun; sleep 600", TimeSpan.FromSeconds(1), null, CancellationToken.None));

        Assert.Contains("begun", trouble.Message, StringComparison.Ordinal);
    }

    private static async Task<ShellSession> Open()
    {
        RequiredTool.Unix();
        return await ShellSession.StartAsync(RequiredTool.Named("bash"), ShellLanguage.Bash, Path.GetTempPath(), new Dictionary<string, string?>(), CancellationToken.None);
    }

    private static Task<BlockOutcome> Run(ShellSession shell, string text) => shell.RunAsync(text, Limit, null, CancellationToken.None);
}
