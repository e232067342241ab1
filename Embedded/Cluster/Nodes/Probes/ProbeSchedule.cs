using k8s.Models;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>
/// When to try, and which tries count. Regular tries come once a period. Until the first success there are quiet ones between them, so that a
/// pod is Ready when its program is and not up to a period later: a quiet success counts, a quiet failure is neither counted nor reported.
/// </summary>
/// <param name="IsCheap">A connection; a program is started for a quiet try less often.</param>
internal sealed record ProbeSchedule(TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, bool IsCheap)
{
    private static readonly TimeSpan Eager = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EagerPause = TimeSpan.FromMilliseconds(75);
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatientPause = TimeSpan.FromMilliseconds(300);

    public static ProbeSchedule For(V1Probe probe) => new(
        TimeSpan.FromSeconds(probe.InitialDelaySeconds ?? 0),
        TimeSpan.FromSeconds(Math.Max(1, probe.PeriodSeconds ?? 10)),
        TimeSpan.FromSeconds(Math.Max(1, probe.TimeoutSeconds ?? 1)),
        probe.Exec is null);

    /// <summary>When the first regular try is due, from the start of probing: a program that has just been started cannot answer yet.</summary>
    public TimeSpan FirstRegular => Period;

    /// <param name="elapsed">Since the start of probing.</param>
    /// <param name="nextRegular">Likewise.</param>
    public TimeSpan PauseAfter(TimeSpan elapsed, TimeSpan nextRegular, bool hadSuccess)
    {
        var untilRegular = nextRegular > elapsed ? nextRegular - elapsed : TimeSpan.Zero;
        var quiet = hadSuccess || elapsed >= (IsCheap ? Patient : Eager) ? untilRegular
            : IsCheap && elapsed < Eager ? EagerPause
            : PatientPause;
        return quiet < untilRegular ? quiet : untilRegular;
    }
}
