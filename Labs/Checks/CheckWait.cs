namespace Workshop.Labs.Checks;

/// <summary>Waits for what a check shall see.</summary>
public static class CheckWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks again and again until the result is as wanted, or patience ends.</summary>
    /// <returns>The last result.</returns>
    public static async Task<CheckResult> UntilAsync(LabCheck check, LabCluster cluster, Func<CheckResult, bool> isWanted, TimeSpan patience, CancellationToken ct)
    {
        var from = cluster.Time.GetTimestamp();
        while (true)
        {
            var result = await check.Look(cluster, ct);
            if (isWanted(result) || cluster.Time.GetElapsedTime(from) >= patience)
            {
                return result;
            }

            await Task.Delay(Pause, cluster.Time, ct);
        }
    }
}
