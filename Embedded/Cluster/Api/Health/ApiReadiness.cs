namespace Workshop.Cluster.Api.Health;

/// <summary>Whether the cluster has come up: set once the first objects exist.</summary>
internal sealed class ApiReadiness
{
    private volatile bool _isReady;

    public bool IsReady => _isReady;

    public void Set() => _isReady = true;
}
