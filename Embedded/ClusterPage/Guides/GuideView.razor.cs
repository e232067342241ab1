using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.Labs.Hints;
using Workshop.Labs.Quiz;

namespace Workshop.ClusterPage.Guides;

/// <summary>One lab: its guide, its checks and questions where they belong, and beside it the cluster as it is.</summary>
public sealed partial class GuideView
{
    // Where nobody says otherwise, as in the deck.
    private const string UsualNamespace = "default";

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _hints = new Dictionary<string, IReadOnlyList<string>>();
    private IReadOnlyList<QuizQuestion> _questions = [];
    private NamespaceFilter _filter = new(UsualNamespace);
    private GuideSession? _session;
    private ElementReference _root;
    private IJSObjectReference? _script;
    private bool _isStarted;
    private int _isDue;

    [Parameter, EditorRequired]
    public GuideText Text { get; set; } = null!;

    /// <summary>Null at the first one.</summary>
    [Parameter]
    public GuideText? Previous { get; set; }

    /// <summary>Null at the last one.</summary>
    [Parameter]
    public GuideText? Next { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var files = Shelf.Files!;
        _hints = HintFile.Read(files.PathOf(Text.Lab, "hints.md"));
        _questions = QuizFile.Read(files.PathOf(Text.Lab, "quiz.json"));
        _filter = new NamespaceFilter(Desk.Namespace ?? UsualNamespace);
        _session = new GuideSession(Desk, Text.Lab, await Desk.MayActAsync());
        _session.Changed += Redraw;
        _ = FollowAsync(_session);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_isStarted && _root.Context is not null && !_gone.IsCancellationRequested)
        {
            _isStarted = true;
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", $"/{Assets["guide.js"]}");
            await _script.InvokeVoidAsync("start", _root);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_session is not null)
        {
            _session.Changed -= Redraw;
        }

        try
        {
            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has left: nothing of ours runs there any more.
        }

        _gone.Dispose();
    }

    // Questions about what is gone at the end are asked at their step, all others at the end.
    private bool IsAtTheEnd(QuizQuestion question) => !Text.Steps.Any(step => step.Check == question.After);

    // What is typed may write a thousand lines a second: while one picture is under way, changes only add up.
    private void Redraw()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _ = InvokeAsync(() =>
            {
                Interlocked.Exchange(ref _isDue, 0);
                StateHasChanged();
            });
        }
    }

    // Done in a terminal, too: each change of the progress, by whatever program, is seen here.
    private async Task FollowAsync(GuideSession session)
    {
        try
        {
            await foreach (var seen in Desk.WatchAsync(_gone.Token))
            {
                await InvokeAsync(() => session.Take(seen.Labs, seen.Trouble));
            }
        }
        catch (Exception) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }
}
