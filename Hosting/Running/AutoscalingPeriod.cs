using System.Globalization;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Cluster;

namespace Workshop.Hosting.Running;

/// <summary><c>--Autoscaling:Period=00:00:05</c>: how often load is measured and acted on, for a class that does not want to wait; Kubernetes' 15 s unless somebody says so.</summary>
internal static class AutoscalingPeriod
{
    public const string Key = "Autoscaling:Period";

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(10);

    /// <exception cref="DistributedApplicationException">It is no time, or too short or long.</exception>
    public static Autoscaling Read(IConfiguration configuration)
    {
        if (configuration[Key] is not { Length: > 0 } text)
        {
            return new Autoscaling();
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var period) && period >= Least && period <= Most
            ? new Autoscaling { SyncPeriod = period, MeasurePeriod = period }
            : throw new DistributedApplicationException($"{Key}: '{text}' is no time between {Least:c} and {Most:c}, such as '00:00:05'.");
    }
}
