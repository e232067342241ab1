using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>Tells a process from a later one that got the same number.</summary>
/// <param name="StartTime">The system's own words: on Linux boot id and ticks since boot, elsewhere UTC ticks. Only for comparing.</param>
/// <param name="Executable">Full path of what it runs.</param>
internal sealed record ProcessIdentity(int Id, string StartTime, string Executable)
{
    /// <returns>Null: no such process, or it has ended and only waits to be reaped, or it is not ours to look at.</returns>
    public static ProcessIdentity? Read(int id)
    {
        try
        {
            return OperatingSystem.IsLinux() ? ReadProc(id) : ReadProcess(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static ProcessIdentity? ReadProc(int id)
    {
        // 4242 (name with (any) characters) S 1 4242 4242 0 -1 … : the fields behind the last parenthesis begin with the third, the state.
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        if (fields[0] is "Z" or "X" || File.ResolveLinkTarget($"/proc/{id}/exe", returnFinalTarget: false) is not { } executable)
        {
            return null;
        }

        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        return new ProcessIdentity(id, $"{boot}+{fields[19]}", executable.FullName);
    }

    private static ProcessIdentity ReadProcess(int id)
    {
        using var process = Process.GetProcessById(id);
        return new ProcessIdentity(id, process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture), process.MainModule?.FileName ?? "");
    }
}
