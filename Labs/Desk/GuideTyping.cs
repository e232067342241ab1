using Workshop.Labs.Access;
using Workshop.Labs.Guides;
using Workshop.Labs.Running;

namespace Workshop.Labs.Desk;

/// <summary>Types sections of a guide into one shell, and tells what happens. What they started ends with it.</summary>
internal sealed class GuideTyping : IAsyncDisposable
{
    private static readonly TimeSpan EarlierLimit = TimeSpan.FromMinutes(3);
    private readonly LabShell _shell;
    private readonly StepRunner _runner;
    private readonly Lab _lab;
    private readonly Action<DeskLine> _say;

    private GuideTyping(LabShell shell, Lab lab, Action<DeskLine> say)
    {
        (_shell, _lab, _say) = (shell, lab, say);
        _runner = new StepRunner(shell.Session)
        {
            OnBlock = block => say(new(DeskLineKind.Command, $"\n$ {string.Join("\n$ ", block.Text.Split('\n'))}")),
            OnLine = line => say(new(DeskLineKind.Output, line)),
        };
    }

    /// <exception cref="LabException">The machine lacks bash or kubectl.</exception>
    public static async Task<GuideTyping> OpenAsync(LabFiles files, ClusterAccess access, Lab lab, Action<DeskLine> say, CancellationToken ct) =>
        new(await LabShell.OpenAsync(files, access, ShellLanguage.Bash, ct), lab, say);

    /// <summary>Types again what a section needs of those before it.</summary>
    /// <returns>False: it did not end; that was told.</returns>
    public async Task<bool> PrepareAsync(Guide guide, GuideSection section, CancellationToken ct)
    {
        if (EarlierLines.Of(guide.Sections.TakeWhile(earlier => earlier.Title != section.Title)) is not { Length: > 0 } earlier)
        {
            return true;
        }

        return await ToldAsync(() => _shell.Session.RunAsync(earlier, EarlierLimit, null, ct));
    }

    /// <returns>False: a block did not do what the guide says; its lines were told.</returns>
    public async Task<bool> TypeAsync(IEnumerable<GuideSection> sections, CancellationToken ct)
    {
        foreach (var section in sections)
        {
            _say(new(DeskLineKind.Title, $"\n{section.Title}"));
            if (!await ToldAsync(() => _runner.RunAsync(section, ct)))
            {
                return false;
            }
        }

        return true;
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();

    private async Task<bool> ToldAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (GuideRunException e)
        {
            _say(new(DeskLineKind.Red, $"{_lab.Folder}: {e.Message}"));
            return false;
        }
    }
}
