using System.Diagnostics;
using System.Diagnostics.Metrics;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Loops;

/// <summary>What the loops tell about themselves: a count and a duration of passes, and one activity for each pass.</summary>
internal sealed class LoopTelemetry : IDisposable
{
    public const string Source = "Workshop.Cluster";

    /// <summary>A name of their own: passes are many, and whoever wants to see rollouts does not want them.</summary>
    public const string Passes = "Workshop.Cluster.Passes";

    private readonly Meter _meter;
    private readonly Counter<long> _reconciles;
    private readonly Histogram<double> _duration;
    private readonly ActivitySource _activities = new(Passes);

    public LoopTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Source);
        _reconciles = _meter.CreateCounter<long>("workshop.cluster.reconciles", "{pass}", "Passes of control loops, by loop and outcome.");
        _duration = _meter.CreateHistogram<double>("workshop.cluster.reconcile.duration", "s", "How long a pass of a control loop took.");
    }

    /// <summary>Starts the activity of a pass; null when nobody listens.</summary>
    public Activity? StartPass(string loop, ObjectKey key)
    {
        var activity = _activities.StartActivity($"reconcile {loop}");
        activity?.SetTag("workshop.loop", loop);
        activity?.SetTag("k8s.namespace.name", key.Namespace);
        activity?.SetTag("workshop.object", key.Name);
        return activity;
    }

    public void EndPass(Activity? activity, string loop, string outcome, TimeSpan took)
    {
        var tags = new TagList { { "loop", loop }, { "outcome", outcome } };
        _reconciles.Add(1, tags);
        _duration.Record(took.TotalSeconds, tags);
        activity?.SetTag("workshop.outcome", outcome);
        if (outcome == PassOutcome.Error)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose() => _activities.Dispose();
}
