using System.Globalization;
using System.Text;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>Finds processes by a marker in their environment: also those that left their group and those that were started just before this program was killed.</summary>
internal static class MarkedProcesses
{
    /// <returns>Ids; empty where the system does not show the environment of others (everywhere but Linux).</returns>
    public static IReadOnlyList<int> Find(string variable, string valuePrefix)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var marker = Encoding.UTF8.GetBytes($"{variable}={valuePrefix}");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id != 0 && id != Environment.ProcessId && HasMarker(id, marker))];
    }

    private static bool HasMarker(int id, byte[] marker)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(marker) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else.
            return false;
        }
    }
}
