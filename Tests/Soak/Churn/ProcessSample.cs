using System.Globalization;

namespace Workshop.Soak.Tests.Churn;

/// <summary>What one process takes at a moment, as Linux has it.</summary>
/// <param name="Resident">KiB.</param>
internal sealed record ProcessSample(double Resident, double Threads, double Files, double Sockets)
{
    /// <value>What is opened and closed again.</value>
    public static IReadOnlyList<(string Name, Func<ProcessSample, double> Of)> Counts { get; } =
        [("threads", sample => sample.Threads), ("files", sample => sample.Files), ("sockets", sample => sample.Sockets)];

    public static IReadOnlyList<(string Name, Func<ProcessSample, double> Of)> Measures { get; } = [("RSS KiB", sample => sample.Resident), .. Counts];

    /// <returns>Null when it has ended.</returns>
    public static ProcessSample? Of(int process)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{process}/status");
            var open = new DirectoryInfo($"/proc/{process}/fd").EnumerateFileSystemInfos().Select(file => file.LinkTarget ?? "").ToList();
            return new ProcessSample(Number(status, "VmRSS:"), Number(status, "Threads:"), open.Count, open.Count(target => target.StartsWith("socket:", StringComparison.Ordinal)));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    // "VmRSS:	  123456 kB"
    private static double Number(IEnumerable<string> status, string name) =>
        double.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
