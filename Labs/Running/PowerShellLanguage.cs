using System.Text.RegularExpressions;
using Workshop.Labs.Guides;

namespace Workshop.Labs.Running;

internal sealed partial class PowerShellLanguage : ShellLanguage
{
    internal override string[] Programs => ["pwsh", "powershell"];

    internal override string[] Arguments => ["-NoProfile", "-NoLogo", "-NonInteractive", "-Command", "-"];

    internal override string Extension => ".ps1";

    // Statement by statement: which one failed is known only right after it. A loop's condition may fail, and that is what it waits for.
    internal override string Prologue => """
        $PSStyle.OutputRendering = 'PlainText'
        $__block = {
            $__failed = ''
            $__ok = $true
            $__errors = $null
            $__read = [System.Management.Automation.Language.Parser]::ParseFile($__file, [ref]$null, [ref]$__errors)
            if ($__errors) {
                $__ok = $false
                $__failed = '1 from: the parser'
                $__errors | ForEach-Object { "$_" }
                return
            }
            foreach ($__statement in $__read.EndBlock.Statements) {
                try {
                    . ([scriptblock]::Create($__statement.Extent.Text + "`n`$__ok = `$?"))
                } catch {
                    $_
                    $__ok = $false
                }
                if (-not $__ok -and -not $__failed -and $__statement -isnot [System.Management.Automation.Language.LoopStatementAst]) {
                    $__failed = "1 from: $($__statement.Extent.Text)" -replace '\s+', ' '
                }
            }
        }

        """;

    internal override string EndJobs => "$null = Get-Job | Stop-Job";

    internal override string Run(string file, string mark) =>
        $"$__file = '{file}'; . $__block *>&1 | Out-String -Stream; [Console]::Out.WriteLine(\"`n{mark} $([int](-not $__ok)) $__failed\")";

    internal override string TextOf(GuideBlock block) => block.Twin ?? block.Text;

    internal override string Here(string text) => OperatingSystem.IsWindows() ? text : Null().Replace(Ending().Replace(text, string.Empty), "/dev/null");

    // curl.exe, workshop.cmd: elsewhere programs have no endings.
    [GeneratedRegex(@"(?<=\w)\.(exe|cmd)\b")]
    private static partial Regex Ending();

    [GeneratedRegex(@"\bNUL\b")]
    private static partial Regex Null();
}
