using System.Globalization;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Durations as Kubernetes' messages write them: <c>10s</c>, <c>1m20s</c>, <c>5m0s</c>.</summary>
internal static class GoDuration
{
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h{seconds / 60 % 60}m{seconds % 60}s"),
        };
    }
}
