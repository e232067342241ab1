using Microsoft.AspNetCore.Components;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Display;

/// <summary>What the telemetry pages do alike: read once, read again when something has come, and stand still when asked to.</summary>
public abstract class TelemetryPage : ComponentBase, IDisposable
{
    private IDisposable? _following;
    private long _shown = -1;
    private int _isRefreshing;

    protected bool IsPaused { get; private set; }

    /// <summary>Something has come that a page at rest does not show.</summary>
    protected bool HasNews { get; private set; }

    [Inject]
    internal ITelemetryStore Store { get; set; } = null!;

    [Inject]
    internal NavigationManager Addresses { get; set; } = null!;

    /// <summary>False where new lines would move what is being read, as on a second page.</summary>
    protected virtual bool MayFollow => true;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _following?.Dispose();
        }
    }

    protected override void OnInitialized() => _following = Store.Subscribe(_ => RequestRefresh());

    protected override void OnParametersSet() => LoadNow();

    /// <returns>A number that is another whenever this page would show something else.</returns>
    internal abstract long VersionOf(TelemetryVersions versions);

    /// <summary>Reads what the page shows; called when its address changes, and while it follows.</summary>
    protected abstract void Load();

    /// <summary>Asks for a refresh from any thread; while one waits for the page, further ones are the same one.</summary>
    protected void RequestRefresh()
    {
        if (Interlocked.Exchange(ref _isRefreshing, 1) == 0)
        {
            _ = RefreshAsync();
        }
    }

    /// <returns>What senders were refused, for the end of a page's note; empty when nothing was.</returns>
    internal string Refused(Func<TelemetryStatus, TelemetryCount> count, string what) => Store.Status is var status && count(status).Rejected is var refused and > 0
        ? $"; {refused:N0} {what} refused ({status.LastRejection?.TrimEnd('.')})"
        : "";

    protected void TogglePause()
    {
        IsPaused = !IsPaused;
        if (!IsPaused)
        {
            LoadNow();
        }
    }

    /// <summary>Changes parameters of the address; what the page shows follows from them, so every state can be linked to.</summary>
    protected void Show(params IEnumerable<(string Name, string? Value)> parameters)
    {
        var changed = parameters.ToDictionary(parameter => parameter.Name, parameter => (object?)(string.IsNullOrEmpty(parameter.Value) ? null : parameter.Value));
        Addresses.NavigateTo(Addresses.GetUriWithQueryParameters(changed), replace: true);
    }

    private void LoadNow()
    {
        // The version is taken first: what comes in between is shown twice rather than not at all.
        _shown = VersionOf(Store.Versions);
        HasNews = false;
        Load();
    }

    private async Task RefreshAsync()
    {
        try
        {
            await InvokeAsync(() =>
            {
                Interlocked.Exchange(ref _isRefreshing, 0);
                if (VersionOf(Store.Versions) == _shown)
                {
                    return;
                }

                if (!IsPaused && MayFollow)
                {
                    LoadNow();
                    StateHasChanged();
                }
                else if (!HasNews)
                {
                    HasNews = true;
                    StateHasChanged();
                }
            });
        }
        catch (ObjectDisposedException)
        {
            // The page was closed while the refresh waited for it.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }
}
