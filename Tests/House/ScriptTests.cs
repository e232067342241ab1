using System.Runtime.Versioning;

namespace Workshop.House.Tests;

/// <summary>The scripts at the door: their form, and what they answer on machines that lack something.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScriptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Scripts = ["test", "workshop", "bench", "soak", "Benchmarks/figures.sh", "Benchmarks/images.sh", ".ci/run"];

    public static TheoryData<string> AllScripts => [.. Scripts];

    [SkippableTheory]
    [MemberData(nameof(AllScripts))]
    public void A_script_can_be_executed_and_has_Unix_line_ends(string script)
    {
        RequiredTool.Unix();

        Assert.True(File.GetUnixFileMode(Repository.PathOf(script)).HasFlag(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
        Assert.StartsWith("#!/usr/bin/env bash\n", WorkingCopy.Text(script), StringComparison.Ordinal);
        Assert.DoesNotContain('\r', WorkingCopy.Text(script));
    }

    [SkippableFact]
    public async Task Shellcheck_finds_nothing_in_the_scripts()
    {
        var checker = RequiredTool.Named("shellcheck");

        (await TestProcess.Run(checker, ["-x", .. Scripts], Patience, folder: Repository.Root)).Succeeded();
    }

    [SkippableFact]
    public async Task An_unknown_command_gets_one_line_and_exit_code_2()
    {
        RequiredTool.Unix();

        var result = await Workshop("upp");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("workshop: 'upp' is no command. './workshop help' lists them.", result.Error);
    }

    [SkippableFact]
    public async Task Help_works_from_any_folder_and_without_a_home()
    {
        RequiredTool.Unix();

        var result = await Workshop("help", CleanEnvironment.With(("HOME", string.Empty)));

        Assert.Contains("up [--empty] [--nodes N] [--ports auto]", result.Succeeded(), StringComparison.Ordinal);
    }

    private static Task<CommandResult> Workshop(string command, IReadOnlyDictionary<string, string>? environment = null) =>
        TestProcess.Run(Repository.PathOf("workshop"), [command], Patience, environment, folder: Path.GetTempPath());
}
