using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Cluster;

namespace Workshop.Hosting.Running;

/// <summary><c>--Workshop:EventTtl=00:05:00</c>: how long Events stay, as kube-apiserver's <c>--event-ttl</c>; an hour unless somebody says so.</summary>
internal static class EventLifetime
{
    public const string Key = "Workshop:EventTtl";

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(7);

    /// <exception cref="DistributedApplicationException">It is no time, or too short or long.</exception>
    public static TimeSpan Read(IConfiguration configuration) => TimeSetting.Read(configuration, Key, Least, Most, "00:05:00") ?? ClusterOptions.UsualEventTtl;
}
