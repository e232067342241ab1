using System.Globalization;
using System.Text.RegularExpressions;

namespace Workshop.Benchmarks.Load;

/// <summary>wrk: HTTP/1.1, with and without TLS.</summary>
public static partial class Wrk
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <param name="header">Such as <c>Authorization: Bearer …</c>; null: none.</param>
    /// <exception cref="InvalidOperationException">An answer was an error: the figures would mean nothing.</exception>
    public static async Task<LoadResult> RunAsync(Uri address, int connections, TimeSpan duration, string? header = null)
    {
        var result = (await TestProcess.Run(
            RequiredTool.Named("wrk"),
            ["-t2", $"-c{connections}", $"-d{duration.TotalSeconds:0}s", "--latency", .. header is null ? Array.Empty<string>() : ["-H", header], address.ToString()],
            Limit)).Succeeded();
        if (result.Contains("Non-2xx", StringComparison.Ordinal) || result.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{address} answered with errors:\n{result}");
        }

        return new LoadResult(double.Parse(Rate().Match(result).Groups[1].Value, CultureInfo.InvariantCulture), Milliseconds(Late().Match(result)));
    }

    private static double Milliseconds(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Late();
}

/// <param name="Rate">Requests a second.</param>
/// <param name="Late">99th percentile in milliseconds.</param>
public sealed record LoadResult(double Rate, double Late);
