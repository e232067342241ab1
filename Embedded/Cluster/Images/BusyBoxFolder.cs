using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Workshop.Cluster.Images;

/// <summary>
/// A folder with a link for every applet of the host's busybox, in front of PATH for images that have no program of their own.
/// Without busybox (macOS, Windows) the host's tools of the same names serve.
/// </summary>
internal sealed partial class BusyBoxFolder(ClusterOptions options, ILogger<BusyBoxFolder> logger)
{
    private readonly Lock _lock = new();
    private string? _folder;
    private bool _isPrepared;

    /// <returns>The folder, or null when the host has no busybox.</returns>
    public string? Prepare()
    {
        lock (_lock)
        {
            if (!_isPrepared)
            {
                _folder = Prepare_NeedsLock();
                _isPrepared = true;
            }

            return _folder;
        }
    }

    private string? Prepare_NeedsLock()
    {
        if (OperatingSystem.IsWindows() || ProgramPath.Find("busybox", ProgramPath.OfHost) is not { } busybox)
        {
            return null;
        }

        var folder = Path.Combine(options.StateFolder, "tools", "busybox");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var applets = List(busybox);
        foreach (var applet in applets)
        {
            File.CreateSymbolicLink(Path.Combine(folder, applet), busybox);
        }

        LogPrepared(applets.Count, busybox);
        return applets.Count > 0 ? folder : null;
    }

    private static List<string> List(string busybox)
    {
        using var process = Process.Start(new ProcessStartInfo(busybox, "--list") { RedirectStandardOutput = true })!;
        var applets = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return [.. applets.Where(name => name == Path.GetFileName(name)).Distinct()];
    }

    [LoggerMessage(EventId = 3403, Level = LogLevel.Debug, Message = "Linked {Count} applets of {BusyBox}")]
    private partial void LogPrepared(int count, string busybox);
}
