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
    public static Autoscaling Read(IConfiguration configuration) =>
        TimeSetting.Read(configuration, Key, Least, Most, "00:00:05") is { } period ? new Autoscaling { SyncPeriod = period, MeasurePeriod = period } : new Autoscaling();
}
