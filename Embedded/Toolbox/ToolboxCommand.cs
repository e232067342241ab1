using System.CommandLine;
using Workshop.Toolbox.Redis;

namespace Workshop.Toolbox;

/// <summary>The programs of this box, one verb each.</summary>
internal static class ToolboxCommand
{
    /// <summary>Runs the verb that <paramref name="args"/> names.</summary>
    /// <returns>The process's exit code: 0, 1 for what went wrong while running, 2 for a command line or file that makes no sense.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Small programs that pods need and a machine may lack.") { RedisServerCommand.Create(output, error), RedisClientCommand.Create(output, error) };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var verb = parsed.CommandResult.Command is RootCommand ? "toolbox" : parsed.CommandResult.Command.Name;
            // An unknown flag is also taken for a file, and what follows it for one file too many: name the flag.
            var unknown = args.FirstOrDefault(arg => arg.StartsWith('-') && parsed.CommandResult.Command.Options.All(option => option.Name != arg.Split('=')[0]))
                ?? (parsed.UnmatchedTokens is [var first, ..] ? first : null);
            var complaint = unknown is null ? parsed.Errors[0].Message : $"'{unknown}' is not known.";
            await error.WriteLineAsync($"{verb}: {complaint} '{verb} --help' lists what there is.");
            return ExitCode.BadInput;
        }

        // Signals are the verb's own business: the library's handler would turn a clean end into exit code 143.
        var invocation = new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(invocation);
    }
}
