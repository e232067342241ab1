using System.Globalization;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Workshop.Hosting.Running;

/// <summary>A time among the settings, such as <c>--Autoscaling:Period=00:00:05</c>.</summary>
internal static class TimeSetting
{
    /// <param name="example">Shown to whoever wrote something else.</param>
    /// <returns>Null: nobody has said anything.</returns>
    /// <exception cref="DistributedApplicationException">It is no time, or too short or long.</exception>
    public static TimeSpan? Read(IConfiguration configuration, string key, TimeSpan least, TimeSpan most, string example)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return null;
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && time >= least && time <= most
            ? time
            : throw new DistributedApplicationException($"{key}: '{text}' is no time between {least:c} and {most:c}, such as '{example}'.");
    }
}
