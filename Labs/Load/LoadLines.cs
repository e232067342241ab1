using System.Globalization;

namespace Workshop.Labs.Load;

/// <summary>A load in plain lines: one a second, and the sum at the end.</summary>
internal static class LoadLines
{
    public static string Second(LoadReport report)
    {
        var last = report.Seconds.Count > 1 ? report.Seconds[^2] : report.Seconds.Count == 1 ? report.Seconds[0] : null;
        var versions = last is null || last.ByVersion.Count == 0 ? "no answer" : string.Join("  ", last.ByVersion.Select(version => $"{version.Key}: {version.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"{last?.At ?? 0,4} s  {versions}  failed: {last?.Failed ?? 0}  p95: {report.Latency.P95:0.0} ms");
    }

    public static IEnumerable<string> Sum(LoadReport report)
    {
        yield return $"{report.Sent} of {report.Intended} requests sent to {report.Target}, {report.Succeeded} answered, {report.Failed} failed";
        foreach (var (version, count) in report.ByVersion)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  version {version}: {count} ({report.ShareOf(version):P0})");
        }

        foreach (var (pod, count) in report.ByPod)
        {
            yield return $"  pod {pod}: {count}";
        }

        foreach (var (reason, count) in report.Failures)
        {
            yield return $"  failed: {count} × {reason}";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"  latency: median {report.Latency.Median:0.0} ms, p95 {report.Latency.P95:0.0} ms, longest {report.Latency.Max:0.0} ms");
    }
}
