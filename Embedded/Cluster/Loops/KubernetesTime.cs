using System.Globalization;

namespace Workshop.Cluster.Loops;

/// <summary>Kubernetes stores times in whole seconds; what we compare with them is cut alike.</summary>
internal static class KubernetesTime
{
    public static DateTime GetKubernetesNow(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }

    public static string ToText(this DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
