using Workshop.Dashboard.Cluster.Narration;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Cluster;

/// <summary>Whether a rollout's trace can be opened. Asked for each link of each picture, so answers are kept: a yes for good, a no for a while.</summary>
/// <param name="store">Null: this dashboard keeps no telemetry.</param>
internal sealed class RolloutTraces(ITelemetryStore? store, TimeProvider time)
{
    private static readonly TimeSpan NoLasts = TimeSpan.FromSeconds(2);

    private readonly HashSet<RolloutId> _known = [];
    private readonly Dictionary<RolloutId, long> _missed = [];

    public bool Has(RolloutId rollout)
    {
        if (store is null || _known.Contains(rollout))
        {
            return store is not null;
        }

        if (_missed.TryGetValue(rollout, out var at) && time.GetElapsedTime(at) < NoLasts)
        {
            return false;
        }

        if (store.Trace(rollout.TraceId) is null)
        {
            _missed[rollout] = time.GetTimestamp();
            return false;
        }

        _missed.Remove(rollout);
        return _known.Add(rollout);
    }
}
