using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Workshop.Hosting.NativePrograms;

/// <summary><c>--Workshop:NativePrograms=off</c>, <c>background</c> (a while after the start) or <c>now</c>.</summary>
internal enum NativeProgramsMode
{
    Background,
    Off,
    Now,
}

internal static class NativeProgramsSetting
{
    public const string Key = "Workshop:NativePrograms";

    /// <exception cref="DistributedApplicationException">It says something else.</exception>
    public static NativeProgramsMode Read(IConfiguration configuration) => configuration[Key] switch
    {
        null or "" or "background" => NativeProgramsMode.Background,
        "off" => NativeProgramsMode.Off,
        "now" => NativeProgramsMode.Now,
        var other => throw new DistributedApplicationException($"{Key}: '{other}' is none of 'background', 'now' and 'off'."),
    };
}
