using System.Runtime.Versioning;

namespace Workshop.House.Tests;

/// <summary>When <c>./workshop up</c> may do without a build: asked of its script, in a small copy of the house that was "built" a while ago.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class UpToDateTests : IDisposable
{
    private const string Source = "Hosting/Deep/Code.cs";
    private const string Program = "Gateway/bin/Debug/net10.0/Workshop.Gateway.dll";
    private static readonly string[] Rooms = ["AppHost/obj", "Embedded", "Gateway", "Hosting", "Labs", "ServiceDefaults", "Services"];
    private static readonly DateTime Then = new(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    public UpToDateTests()
    {
        foreach (var room in Rooms)
        {
            Directory.CreateDirectory(_folder.PathOf(room));
        }

        Write("AppHost/obj/AppHost.csproj.nuget.g.props", $"""<NuGetPackageRoot Condition=" '$(NuGetPackageRoot)' == '' ">{_folder.PathOf("packages")}/</NuGetPackageRoot>""", Then);
        Directory.CreateDirectory(_folder.PathOf("packages"));
        Write(Source, "one", Then);
        Write("Directory.Packages.props", "<Project />", Then);
        Write(Program, "made", Then);
    }

    public static TheoryData<string> Changes =>
    [
        $"touch {Source}", $"rm {Source}", "touch Hosting/Deep/More.cs", $"mv {Source} Hosting/Deep/Other.cs", "touch Directory.Packages.props", "touch global.json",
        $"touch {Program}", $"rm {Program}", "mkdir AppHost/obj/ahead && touch AppHost/obj/ahead/x.dll", "rm -r AppHost/obj", "rm -r packages",
    ];

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task After_a_build_nothing_is_to_be_done()
    {
        await Build();

        Assert.Equal("yes", await Ask(""));
    }

    [SkippableFact]
    public async Task Without_one_and_after_one_that_failed_there_is()
    {
        Assert.Equal("no", await Ask(""));

        await Build();

        Assert.Equal("no", await Ask("begin_build"));
    }

    [SkippableTheory]
    [InlineData("touch Gateway/obj/x.cs")]
    [InlineData("touch Gateway/bin/Debug/net10.0/appsettings.json")]
    [InlineData("touch README.md")]
    public async Task What_no_build_reads_changes_nothing(string what)
    {
        Directory.CreateDirectory(_folder.PathOf("Gateway/obj"));
        await Build();

        Assert.Equal("yes", await Ask(what));
    }

    [SkippableTheory]
    [MemberData(nameof(Changes))]
    public async Task A_file_that_was_edited_added_renamed_or_removed_wants_a_build_and_so_does_what_another_build_or_a_run_has_made(string change)
    {
        await Build();

        Assert.Equal("no", await Ask(change));
    }

    [SkippableFact]
    public async Task What_is_edited_while_a_build_runs_wants_another()
    {
        await Build(meanwhile: $"touch {Source}");

        Assert.Equal("no", await Ask(""));
    }

    // As old as files are whose clock goes by whole seconds: what comes afterwards is newer.
    private async Task Build(string meanwhile = "true") =>
        await Run($"begin_build; touch -d '{Then.AddMinutes(1):O}' \"$read_by_build.new\"; {meanwhile}; end_build; touch -d '{Then.AddMinutes(2):O}' \"$made_by_build\"");

    private Task<string> Ask(string first) => Run($"{(first.Length == 0 ? "true" : first)}; if is_up_to_date; then echo yes; else echo no; fi");

    private async Task<string> Run(string script)
    {
        RequiredTool.Unix();
        var result = await TestProcess.Run(
            "bash", ["-c", $"set -euo pipefail; root=$PWD; . '{Repository.PathOf(".ci/up-to-date")}'; {script}"], TimeSpan.FromSeconds(30), folder: _folder.Path);
        return result.Succeeded().Trim();
    }

    private void Write(string path, string text, DateTime at) => File.SetLastWriteTimeUtc(_folder.Write(path, text), at);
}
