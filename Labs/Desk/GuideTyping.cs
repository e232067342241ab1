using Workshop.Labs.Access;
using Workshop.Labs.Guides;
using Workshop.Labs.Running;

namespace Workshop.Labs.Desk;

/// <summary>Types sections of a guide into one shell, and tells what happens.</summary>
internal sealed class GuideTyping(LabFiles files, ClusterAccess access, Action<DeskLine> say)
{
    private static readonly TimeSpan EarlierLimit = TimeSpan.FromSeconds(30);

    /// <returns>False: a block did not do what the guide says; its lines were told.</returns>
    public async Task<bool> TypeAsync(Lab lab, IReadOnlyList<GuideSection> sections, CancellationToken ct)
    {
        await using var shell = await LabShell.OpenAsync(files, access, ct);
        var runner = new StepRunner(shell.Bash)
        {
            OnBlock = block => say(new(DeskLineKind.Command, $"\n$ {string.Join("\n$ ", block.Text.Split('\n'))}")),
            OnLine = line => say(new(DeskLineKind.Output, line)),
        };
        try
        {
            if (EarlierLines.Of(files.GuideOf(lab).Sections.TakeWhile(section => section.Title != sections[0].Title)) is { Length: > 0 } earlier)
            {
                await shell.Bash.RunAsync(earlier, EarlierLimit, null, ct);
            }

            foreach (var section in sections)
            {
                say(new(DeskLineKind.Title, $"\n{section.Title}"));
                await runner.RunAsync(section, ct);
            }

            return true;
        }
        catch (GuideRunException e)
        {
            say(new(DeskLineKind.Red, $"{lab.Folder}: {e.Message}"));
            return false;
        }
    }
}
