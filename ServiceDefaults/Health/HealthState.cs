namespace Workshop.ServiceDefaults.Health;

/// <summary>Whether this process is alive and ready. It is ready from start to drain, unless a lab or a broken version says otherwise.</summary>
public sealed class HealthState
{
    private volatile bool _isStarted;
    private volatile bool _isDraining;
    private volatile bool _isHeld;

    /// <value>What <c>/healthz</c> answers: 200 or 503.</value>
    public bool IsAlive => Liveness.IsOn;

    /// <value>What <c>/readiness</c> answers: 200 or 503.</value>
    public bool IsReady => _isStarted && !_isDraining && !_isHeld && Readiness.IsOn;

    internal HealthToggle Liveness { get; } = new();

    internal HealthToggle Readiness { get; } = new();

    /// <summary>Never ready from now on: for a version that is going to break.</summary>
    public void HoldBack() => _isHeld = true;

    internal void Started() => _isStarted = true;

    internal void Drain() => _isDraining = true;
}
