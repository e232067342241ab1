using Workshop.Labs.Guides;

namespace Workshop.Labs.Running;

/// <summary>Runs a guide's sections in one shell, and holds each block to what the guide promises of it.</summary>
public sealed class StepRunner(ShellSession shell)
{
    private static readonly TimeSpan BlockLimit = TimeSpan.FromSeconds(180);

    /// <value>Told each block before it runs; null: nobody.</value>
    public Action<GuideBlock>? OnBlock { get; init; }

    /// <value>Told each line that a block writes; null: nobody.</value>
    public Action<string>? OnLine { get; init; }

    /// <summary>Runs the blocks of a section, but for those that cannot be run here.</summary>
    /// <exception cref="GuideRunException">A block failed, did not fail, or did not print what the guide says.</exception>
    public async Task RunAsync(GuideSection section, CancellationToken ct)
    {
        foreach (var block in section.Blocks.Where(block => block.Skip is null))
        {
            OnBlock?.Invoke(block);
            var text = shell.TextOf(block);
            Judge(block, text, await shell.RunAsync(text, BlockLimit, OnLine, ct));
        }
    }

    private static void Judge(GuideBlock block, string text, BlockOutcome outcome)
    {
        var trouble = block.Fails
            ? outcome.ExitCode == 0 ? "succeeded, though the guide says that it fails" : null
            : outcome.Failed.Length > 0 || outcome.ExitCode != 0 ? $"failed with exit code {(outcome.Failed.Length > 0 ? outcome.Failed : outcome.ExitCode)}" : null;
        trouble ??= OutputMatch.Missing(block.Output, outcome.Lines) is { } line ? $"did not print, in its place, '{line.Trim()}'" : null;
        if (trouble is not null)
        {
            throw new GuideRunException($"Line {block.Line}: the block {trouble}:\n{Indented(text.Split('\n'))}\nIt wrote:\n{Indented(outcome.Lines)}");
        }
    }

    private static string Indented(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => "    " + line));
}
