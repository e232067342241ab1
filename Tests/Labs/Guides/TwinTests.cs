using System.Globalization;
using System.Text.RegularExpressions;
using Workshop.Labs.Guides;

namespace Workshop.Labs.Tests.Guides;

/// <summary>The guides' PowerShell, as far as it can be seen without running it; <c>./soak labs</c> runs it.</summary>
public sealed partial class TwinTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly LabFiles Files = new(Repository.Root);

    [SkippableFact]
    public async Task What_is_typed_into_PowerShell_is_PowerShell()
    {
        var program = await PowerShellTool.Path();
        using var folder = new TemporaryFolder();
        foreach (var (lab, block) in Typed())
        {
            folder.Write(string.Create(CultureInfo.InvariantCulture, $"{lab.Folder}-{block.Line}.ps1"), block.Twin ?? block.Text);
        }

        const string parse = "foreach ($file in Get-ChildItem -Recurse -Filter *.ps1) { $errors = $null; $null = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref]$null, [ref]$errors); $errors | ForEach-Object { \"$($file.Name): $_\" } }";
        var parsed = await TestProcess.Run(program, ["-NoProfile", "-NonInteractive", "-Command", $"Set-Location '{folder.Path}'; {parse}"], Limit);

        Assert.Equal(string.Empty, parsed.Succeeded());
    }

    [Fact]
    public void What_is_typed_into_PowerShell_needs_no_tool_of_Unix() =>
        Assert.All(Typed(), one => Assert.DoesNotMatch(OfUnix(), one.Block.Twin ?? one.Block.Text));

    /// <summary>PowerShell of before 7.3 takes quotes out of what it hands to a program, later ones do not: no line with quotes inside of quotes does in both.</summary>
    [Fact]
    public void No_twin_hands_double_quotes_to_a_program() =>
        Assert.All(Typed(), one => Assert.DoesNotMatch(QuotesToKubectl(), one.Block.Twin ?? one.Block.Text));

    /// <summary>What only later PowerShells know, what would end programs that are not the lab's, and <c>-replace</c>, to which capitals are small letters.</summary>
    [Fact]
    public void A_twin_is_for_Windows_own_PowerShell_too() => Assert.All(
        Typed().Where(one => one.Block.Twin is not null),
        one => Assert.DoesNotMatch(@"&&|\|\||\?\.|\?\?|Get-Process| -replace ", one.Block.Twin!));

    /// <summary><c>$NS:page</c> is another variable, of a drive <c>NS</c>; <c>${NS}:page</c> is the same in both shells.</summary>
    [Fact]
    public void A_variable_before_a_colon_has_braces() =>
        Assert.All(Typed(), one => Assert.DoesNotMatch(@"\$(?!env:|using:)\w+:\w", one.Block.Twin ?? one.Block.Text));

    // What cannot be run here (another cloud, an engine of containers) is for that system's shell.
    private static IEnumerable<(Lab Lab, GuideBlock Block)> Typed() =>
        from lab in Course.Labs.Where(Files.Has)
        from section in Files.GuideOf(lab).Sections.Concat(Files.SolutionOf(lab)!.Sections)
        from block in section.Blocks
        where block.Skip is null or "open-end"
        select (lab, block);

    // On the machine that runs this test they are there, and would not be missed.
    [GeneratedRegex(@"(?m)(^|[|;(]) *(grep|sed|awk|mktemp|seq|od|tr|uniq|wc|touch|openssl|export|sort -|kill %|mkdir -p|rm -)\b|/dev/null|&$|^\. ")]
    private static partial Regex OfUnix();

    // -p '{"spec":…}', -p '{\"spec\":…}'
    [GeneratedRegex(@"kubectl [^\n|]*'[^'\n]*""[^'\n]*'")]
    private static partial Regex QuotesToKubectl();
}
