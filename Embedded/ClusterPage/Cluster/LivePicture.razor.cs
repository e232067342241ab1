using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Workshop.ClusterPage.Cluster.Drawing;
using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster;

/// <summary>Draws the newest snapshot whenever it can: while one picture is under way, changes only add up.</summary>
public sealed partial class LivePicture
{
    /// <summary>With many pods a picture costs more, and nobody sees ten a second.</summary>
    private static readonly TimeSpan DensePeriod = TimeSpan.FromMilliseconds(400);

    private ClusterSnapshot _now = null!;
    private ClusterPicture _picture = ClusterPicture.Empty;
    private ImmutableArray<Story> _stories = [];
    private string? _picked;
    private ElementReference _drawing;
    private IDisposable? _subscription;
    private DotNetObjectReference<LivePicture>? _self;
    private IJSObjectReference? _script;
    private IJSObjectReference? _life;
    private long _drawnAt;
    private int _isDue;
    private bool _isStarting;
    private bool _isGone;

    /// <summary>Which namespaces are drawn.</summary>
    [Parameter, EditorRequired]
    public NamespaceFilter Filter { get; set; } = null!;

    /// <summary>Drawn above it, anew with each picture; null for none.</summary>
    [Parameter]
    public RenderFragment<LivePicture>? Header { get; set; }

    /// <value>How much is ready, in one line; null while no cluster is seen.</value>
    public string? Note => _now.Connection.IsConnected ? $"{_picture.Ready} of {_picture.Pods} pods ready · {_now.Nodes.Values.Count(node => node.IsReady)} of {_now.Nodes.Count} nodes" : null;

    /// <value>Those of the cluster, by name.</value>
    public IEnumerable<string> Namespaces => _now.Namespaces.Keys.Select(ns => ns.Name);

    protected override void OnInitialized()
    {
        _subscription = View.Subscribe(() => _ = DrawSoonAsync());
        Draw();
    }

    protected override void OnParametersSet() => Draw();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The drawing is there once a cluster is seen. While its script is on its way, further pictures come: started twice, it would report each click twice.
        if (!_isStarting && _drawing.Context is not null && !_isGone)
        {
            _isStarting = true;
            _self = DotNetObjectReference.Create(this);
            _script = await Browser.InvokeAsync<IJSObjectReference>("import", $"/{Assets["cluster.js"]}");
            if (!_isGone)
            {
                _life = await _script.InvokeAsync<IJSObjectReference>("start", _drawing, _self);
            }
        }
    }

    /// <summary>Somebody chose a part of the drawing; called by cluster.js, which spares a handler for each of 2,000 pods.</summary>
    [JSInvokable]
    public void Pick(string key)
    {
        _picked = _picked == key ? null : key;
        StateHasChanged();
    }

    [JSInvokable]
    public void Unpick()
    {
        _picked = null;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        _subscription?.Dispose();
        try
        {
            if (_life is not null)
            {
                await _life.InvokeVoidAsync("stop");
                await _life.DisposeAsync();
            }

            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has left: nothing of ours runs there any more.
        }

        _self?.Dispose();
    }

    private async Task DrawSoonAsync()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 1)
        {
            return;
        }

        if (_picture.IsDense && DensePeriod - Time.GetElapsedTime(_drawnAt) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, Time, CancellationToken.None);
        }

        if (_isGone)
        {
            return;
        }

        try
        {
            await InvokeAsync(() =>
            {
                Interlocked.Exchange(ref _isDue, 0);
                if (!_isGone)
                {
                    Draw();
                    StateHasChanged();
                }
            });
        }
        catch (ObjectDisposedException) when (_isGone)
        {
            // The page was closed while the picture waited for it.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private void Draw()
    {
        _now = View.Current;
        _picture = PicturePlan.For(_now, Filter, _picture);
        _stories = [.. Ribbon.Stories.Where(story => story.Namespace.Length == 0 || Filter.Shows(story.Namespace)).Take(RibbonHistory.Most)];
        _drawnAt = Time.GetTimestamp();
    }

    private IEnumerable<(string Text, string Kind)> Warnings()
    {
        if (!_now.Connection.IsConnected)
        {
            yield return ($"Not connected: what you see is from before. {_now.Connection.Reason} {_now.Connection.WhatToDo}", "bad");
            yield break;
        }

        foreach (var (_, state) in _now.Kinds.OrderBy(pair => pair.Key).Where(pair => pair.Value.Problem.Length > 0))
        {
            yield return ($"{state.Problem} {state.WhatToDo}", "note");
        }
    }
}
