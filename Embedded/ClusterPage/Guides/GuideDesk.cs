using Workshop.ClusterPage.Actions;
using Workshop.Labs;
using Workshop.Labs.Desk;
using Workshop.Labs.Quiz;

namespace Workshop.ClusterPage.Guides;

/// <summary>
/// The learner's desk as the person before this page may use it. Whoever may only look sees how far the learner is; all else is refused here, whatever the page
/// shows. What goes wrong is an outcome with words, not an exception.
/// </summary>
internal sealed partial class GuideDesk(DeskHolder holder, IActionPermit permit, ILogger<GuideDesk> logger)
{
    /// <value>False: this page was told of no learner.</value>
    public bool IsThere => holder.Desk is not null;

    /// <value>Where the learner's objects are; null while that cannot be said.</value>
    public string? Namespace
    {
        get
        {
            try
            {
                return holder.Desk?.Place.Access().Namespace;
            }
            catch (LabException)
            {
                return null;
            }
        }
    }

    public Task<bool> MayActAsync() => permit.MayActAsync();

    /// <returns>How far the learner is in each lab; empty, with a reason, where that cannot be read.</returns>
    public (IReadOnlyList<LabStanding> Standings, string? Trouble) Read()
    {
        try
        {
            return (holder.Desk?.Standings() ?? [], null);
        }
        catch (Exception e) when (Words(e) is { } words)
        {
            return ([], words);
        }
    }

    /// <summary>As <see cref="LabDesk.WatchAsync"/>; nothing where there is no desk.</summary>
    public IAsyncEnumerable<DeskView> WatchAsync(CancellationToken ct) => holder.Desk?.WatchAsync(ct) ?? AsyncEnumerable.Empty<DeskView>();

    /// <summary>Looks at the cluster, as <c>./workshop check N</c> does.</summary>
    /// <param name="step">Null: from the first step on that was not green yet.</param>
    public Task<DeskAnswer<IReadOnlyList<StepFinding>>> CheckAsync(Lab lab, string? step, CancellationToken ct) => AskAsync<IReadOnlyList<StepFinding>>(
        $"check lab {lab.Number}{(step is null ? "" : "." + step)}",
        async desk =>
        {
            List<StepFinding> findings = [];
            await foreach (var finding in desk.CheckAsync(lab, step, ct))
            {
                findings.Add(finding);
            }

            return findings;
        });

    public Task<DeskAnswer<GivenHint?>> HintAsync(Lab lab, string step, int level) =>
        AskAsync($"read hint {level} of lab {lab.Number}.{step}", desk => Task.FromResult(desk.Hint(lab, step, level)));

    public Task<DeskAnswer<QuizVerdict>> AnswerAsync(Lab lab, string question, string said, CancellationToken ct) =>
        AskAsync($"answer question '{question}' of lab {lab.Number}", desk => desk.AnswerAsync(lab, question, said, ct));

    /// <summary>Types a step's commands, as <c>./workshop solve N --step ID</c> does.</summary>
    public Task<DeskAnswer<bool>> SolveAsync(Lab lab, string step, Action<DeskLine> say, CancellationToken ct) =>
        AskAloneAsync($"solve lab {lab.Number}.{step}", desk => desk.SolveAsync(lab, step, say, ct));

    public Task<DeskAnswer<IReadOnlyList<string>>> ListOwnAsync(Lab lab, CancellationToken ct) => AskAsync($"see what a reset of lab {lab.Number} takes", desk => desk.ListOwnAsync(ct));

    /// <param name="names">What the person saw, and nothing else, is deleted.</param>
    public Task<DeskAnswer<bool>> ResetAsync(Lab lab, IReadOnlyList<string> names, CancellationToken ct) => AskAloneAsync($"reset lab {lab.Number}", async desk =>
    {
        await desk.ResetAsync(lab, names, ct);
        return true;
    });

    private Task<DeskAnswer<T>> AskAloneAsync<T>(string what, Func<LabDesk, Task<T>> act) => AskAsync(what, async desk =>
    {
        if (!holder.TryBegin())
        {
            throw new LabException("Something is being done for you already: wait until it is done.");
        }

        try
        {
            return await act(desk);
        }
        finally
        {
            holder.End();
        }
    });

    private async Task<DeskAnswer<T>> AskAsync<T>(string what, Func<LabDesk, Task<T>> act)
    {
        if (!await permit.MayActAsync())
        {
            LogNotAllowed(what);
            return new DeskAnswer<T>(default, "You may only look: log in with the token that may act.");
        }

        if (holder.Desk is not { } desk)
        {
            return new DeskAnswer<T>(default, "This page was told of no learner: checks run from ./workshop.");
        }

        try
        {
            var answer = await act(desk);
            LogAsked(what);
            return new DeskAnswer<T>(answer, null);
        }
        catch (Exception e) when (Words(e) is { } words)
        {
            LogFailed(what, words);
            return new DeskAnswer<T>(default, words);
        }
    }

    private static string? Words(Exception trouble) => trouble switch
    {
        LabException or Labs.Guides.GuideException => Capital(trouble.Message),
        IOException or UnauthorizedAccessException => $"A file of the labs cannot be read or written: {trouble.Message}",
        _ => null,
    };

    private static string Capital(string words) => words.Length > 0 ? char.ToUpperInvariant(words[0]) + words[1..] : words;

    [LoggerMessage(EventId = 4430, Level = LogLevel.Information, Message = "Asked the labs to {What}")]
    private partial void LogAsked(string what);

    [LoggerMessage(EventId = 4431, Level = LogLevel.Warning, Message = "The labs could not {What}: {Problem}")]
    private partial void LogFailed(string what, string problem);

    [LoggerMessage(EventId = 4432, Level = LogLevel.Warning, Message = "Somebody who may only look asked the labs to {What}")]
    private partial void LogNotAllowed(string what);
}
