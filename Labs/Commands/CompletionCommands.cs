using System.CommandLine;
using System.CommandLine.Completions;

namespace Workshop.Labs.Commands;

/// <summary>Completion by the program itself: the shells ask it what could follow.</summary>
internal static class CompletionCommands
{
    private const string Bash = """
        # ./workshop completion bash: source <(./workshop completion bash)
        _workshop() {
          local IFS=$'\n'
          COMPREPLY=($("${COMP_WORDS[0]}" complete --position "$COMP_POINT" -- "$COMP_LINE" 2>/dev/null))
        }
        complete -F _workshop workshop ./workshop
        """;

    private const string Zsh = """
        # ./workshop completion zsh: source <(./workshop completion zsh)
        _workshop() {
          local -a answers
          answers=("${(@f)$("${words[1]}" complete --position "$CURSOR" -- "$BUFFER" 2>/dev/null)}")
          compadd -- $answers
        }
        compdef _workshop workshop ./workshop
        """;

    private const string PowerShell = """
        # workshop completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName workshop, workshop.cmd -ScriptBlock {
            param($word, $line, $position)
            & $line.CommandElements[0].Value complete --position $position -- "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    // What the script knows and this program does not.
    private static readonly string[] ScriptVerbs = ["up", "publish", "deploy", "destroy", "help"];

    public static Command Completion()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or powershell." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "powershell");
        var command = new Command("completion", "Prints what your shell needs to complete this command: source <(./workshop completion bash)") { shell };
        command.SetAction(parsed => Console.Out.WriteLine(parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => PowerShell }));
        return command;
    }

    public static Command Complete(Command root)
    {
        var line = new Argument<string>("LINE");
        var position = new Option<int>("--position");
        var command = new Command("complete", "What could follow: asked by shells.") { line, position };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (var answer in Answers(root, parsed.GetValue(line)!, parsed.GetValue(position)))
            {
                Console.Out.WriteLine(answer);
            }
        });
        return command;
    }

    /// <param name="line">As typed, the command's name first: <c>./workshop ch</c>.</param>
    /// <param name="position">Of the cursor in it.</param>
    internal static IEnumerable<string> Answers(Command root, string line, int position)
    {
        var name = line.IndexOf(' ', StringComparison.Ordinal) is var blank and >= 0 ? blank + 1 : line.Length;
        var typed = line[..Math.Clamp(position, 0, line.Length)];
        var rest = typed.Length > name ? typed[name..] : string.Empty;
        var own = Own(root.Parse(rest), rest.Length).Select(completion => completion.InsertText ?? completion.Label);
        var verbs = rest.Contains(' ', StringComparison.Ordinal) ? [] : ScriptVerbs.Where(verb => verb.StartsWith(rest, StringComparison.Ordinal));
        return own.Concat(verbs).Where(answer => !answer.StartsWith('/')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<CompletionItem> Own(ParseResult parsed, int position)
    {
        try
        {
            return [.. parsed.GetCompletions(position)];
        }
        catch (InvalidOperationException)
        {
            // The library looks for an option behind '--', where there is none.
            return [];
        }
    }
}
