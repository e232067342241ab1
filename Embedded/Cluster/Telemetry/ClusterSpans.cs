using System.Diagnostics;

namespace Workshop.Cluster.Telemetry;

/// <summary>Makes spans that begin and end at the times of what they tell of, apart from the flow of whoever saw it.</summary>
internal sealed class ClusterSpans : IDisposable
{
    public const string Source = "Workshop.Cluster";

    private readonly ActivitySource _source = new(Source);

    /// <summary>Somebody listens; nothing needs to be remembered for spans otherwise.</summary>
    public bool AreWanted => _source.HasListeners();

    /// <param name="traceId">Null: a random one.</param>
    public Activity? Root(string name, ActivityTraceId? traceId, DateTimeOffset at) =>
        Start(name, new ActivityContext(traceId ?? ActivityTraceId.CreateRandom(), default, ActivityTraceFlags.Recorded), at, []);

    /// <param name="cause">A span of somebody else's trace that brought this about.</param>
    public Activity? Child(string name, Activity? parent, DateTimeOffset at, ActivityContext? cause = null) =>
        parent is null ? null : Start(name, parent.Context, at, cause is { } context ? [new ActivityLink(context)] : []);

    public static void End(Activity? span, DateTimeOffset at)
    {
        if (span is null || span.IsStopped)
        {
            return;
        }

        // Never before its start: clocks of stored times are whole seconds.
        span.SetEndTime(at.UtcDateTime > span.StartTimeUtc ? at.UtcDateTime : span.StartTimeUtc);
        var present = Activity.Current;
        span.Stop();
        Activity.Current = present;
    }

    public void Dispose() => _source.Dispose();

    private Activity? Start(string name, ActivityContext parent, DateTimeOffset at, IEnumerable<ActivityLink> links)
    {
        var present = Activity.Current;
        var span = _source.StartActivity(name, ActivityKind.Internal, parent, tags: null, links, at);
        Activity.Current = present;
        return span;
    }
}
