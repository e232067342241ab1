namespace Workshop.Labs.Checks;

/// <summary>The check of one step: looks at the cluster as it is now, and changes nothing.</summary>
/// <param name="Step">The id that stands in the guide: <c>&lt;!-- check: both-versions --&gt;</c>.</param>
/// <param name="Look">Reads the cluster once.</param>
/// <param name="Patience">How long after the step's last command it may take until it is green. Default 30 s.</param>
public sealed record LabCheck(string Step, Func<LabCluster, CancellationToken, Task<CheckResult>> Look, TimeSpan? Patience = null)
{
    /// <value>How long to wait for green.</value>
    public TimeSpan Wait => Patience ?? TimeSpan.FromSeconds(30);
}
