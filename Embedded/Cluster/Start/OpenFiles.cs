using System.Globalization;

namespace Workshop.Cluster.Start;

/// <summary>How many files this program may have open at once: an assembly, a connection, a pod's pipe and its log are one each.</summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";

    // Half of it is taken before the first pod.
    private const int Least = 512;
    private const int Own = 256;

    /// <summary>A start with too few would end anywhere, with the name of a file that is there.</summary>
    /// <exception cref="ClusterException">There are too few.</exception>
    public static void Demand()
    {
        if (Limit is { } limit and < Least)
        {
            throw new ClusterException(string.Create(CultureInfo.InvariantCulture, $"This program may have {limit} files open, and a cluster needs {Least} at least. Raise the limit before the start: 'ulimit -n 4096'."));
        }
    }

    /// <summary>
    /// How many connections clients may have, so that they never take the files that the cluster itself needs: without a single one left the runtime cannot go on, and ends the program.
    /// </summary>
    /// <returns>Null: as many as they like, as nothing is known of a limit.</returns>
    public static ClientConnections? ForClients() => Limit is { } limit ? ClientConnections.Of(limit - Own) : null;

    private static int? Limit { get; } = OperatingSystem.IsLinux() ? LimitIn(File.ReadLines(Limits)) : null;

    /// <returns>Null: there is none.</returns>
    public static int? LimitIn(IEnumerable<string> lines)
    {
        // "Max open files            1024                 524288               files"
        var words = lines.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: > 3 } && int.TryParse(words[3], CultureInfo.InvariantCulture, out var soft) ? soft : null;
    }
}
