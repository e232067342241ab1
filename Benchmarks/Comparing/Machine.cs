using System.Globalization;
using System.Runtime.InteropServices;

namespace Workshop.Benchmarks.Comparing;

/// <summary>What a benchmark runs on.</summary>
public static class Machine
{
    /// <summary>Such as <c>2 cores, 24 GiB, Debian GNU/Linux 12 (bookworm) X64, .NET 10.0.12; load 0.4 before</c>.</summary>
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:0} GiB, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}, .NET {Environment.Version}; load {Load()} before");

    private static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
