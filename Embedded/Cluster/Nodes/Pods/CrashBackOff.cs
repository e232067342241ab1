namespace Workshop.Cluster.Nodes.Pods;

/// <summary>
/// How long a container that ends again and again waits before its next start: 10 s, doubled up to 5 min, as the kubelet counts it. The first
/// restart does not wait; who has run for 10 min starts afresh.
/// </summary>
/// <param name="Delay">Between an end and the next start; zero before the first restart.</param>
/// <param name="RestartedAt">When a restart last raised it.</param>
internal readonly record struct CrashBackOff(TimeSpan Delay, DateTimeOffset RestartedAt)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(10);

    /// <returns>When a container that ended then may start again.</returns>
    public DateTimeOffset MayStartAt(DateTimeOffset finishedAt) => IsForgotten(finishedAt) ? finishedAt : finishedAt + Delay;

    /// <summary>After a restart at <paramref name="now"/> of a container that had ended at <paramref name="finishedAt"/>.</summary>
    public CrashBackOff Next(DateTimeOffset finishedAt, DateTimeOffset now) =>
        new(IsForgotten(finishedAt) || Delay == TimeSpan.Zero ? First : Delay * 2 < Most ? Delay * 2 : Most, now);

    private bool IsForgotten(DateTimeOffset finishedAt) => Delay > TimeSpan.Zero && finishedAt - RestartedAt > ForgottenAfter;
}
