using System.Globalization;
using System.Text.RegularExpressions;

namespace Workshop.Benchmarks.Load;

/// <summary>h2load of nghttp2: HTTP/2 over TLS.</summary>
public static partial class H2Load
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <returns>Requests a second.</returns>
    /// <exception cref="InvalidOperationException">A request failed: the figures would mean nothing.</exception>
    public static async Task<double> RunAsync(Uri address, int connections, int streams, TimeSpan duration)
    {
        var result = (await TestProcess.Run(
            RequiredTool.Named("h2load"), ["-t2", $"-c{connections}", $"-m{streams}", $"-D{duration.TotalSeconds:0}", address.ToString()], Limit)).Succeeded();
        if (!Codes().IsMatch(result))
        {
            throw new InvalidOperationException($"{address} answered with errors:\n{result}");
        }

        return double.Parse(Rate().Match(result).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"finished in [^,]+, ([\d.]+) req/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"status codes: \d+ 2xx, 0 3xx, 0 4xx, 0 5xx")]
    private static partial Regex Codes();
}
