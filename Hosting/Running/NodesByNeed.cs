using System.Globalization;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Cluster;

namespace Workshop.Hosting.Running;

/// <summary><c>--NodeAutoscaling:MostNodes=5</c>: pods that fit nowhere bring nodes, up to so many; <c>--NodeAutoscaling:IdleTime=00:00:30</c>: how soon an idle one goes again.</summary>
internal static class NodesByNeed
{
    public const string MostKey = "NodeAutoscaling:MostNodes";
    public const string IdleKey = "NodeAutoscaling:IdleTime";

    private const int MostNodes = 100;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    /// <exception cref="DistributedApplicationException">One of them makes no sense.</exception>
    public static NodeAutoscaling Read(IConfiguration configuration)
    {
        var off = new NodeAutoscaling();
        return new NodeAutoscaling { MostNodes = NodesOf(configuration, off.MostNodes), IdleTime = TimeSetting.Read(configuration, IdleKey, Least, Most, "00:00:30") ?? off.IdleTime, ScanPeriod = off.ScanPeriod };
    }

    private static int NodesOf(IConfiguration configuration, int otherwise)
    {
        if (configuration[MostKey] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= MostNodes
            ? most
            : throw new DistributedApplicationException($"{MostKey}: '{text}' is no number between 0 and {MostNodes}, such as '5'.");
    }
}
