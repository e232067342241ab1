using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Workshop.Cluster.Images;

/// <summary>
/// A folder in front of PATH for images that have no program of their own: a link for every applet of the host's busybox, and what would tell of the
/// machine where it should tell of the pod: the name of a host, and the names of Services. Without busybox the host's tools of the same names serve.
/// </summary>
internal sealed partial class BusyBoxFolder(ClusterOptions options, ILogger<BusyBoxFolder> logger)
{
    private readonly Lock _lock = new();
    private string? _folder;
    private bool _isPrepared;

    // Scripts in the place of applets: what they are told of the machine is not what a pod would be told.
    private static readonly string[] Named = ["wget", "nslookup"];

    /// <returns>The folder, or null where there is none (Windows).</returns>
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
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var folder = Path.Combine(options.StateFolder, "tools", "busybox");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        ShellScript.Write(Path.Combine(folder, "hostname"), Resource("hostname"));
        var busybox = ProgramPath.Find("busybox", ProgramPath.OfHost);
        foreach (var applet in Named)
        {
            var own = busybox is not null ? $"{ShellScript.Quote(busybox)} {applet}" : ProgramPath.Find(applet, ProgramPath.OfHost) is { } path ? ShellScript.Quote(path) : null;
            var rest = own is null ? $"echo \"{applet}: this machine has none: install busybox\" >&2\nexit 127\n" : $"exec {own} \"$@\"\n";
            ShellScript.Write(Path.Combine(folder, applet), $"{Resource("names")}{Resource(applet)}{rest}");
        }

        if (busybox is null)
        {
            return folder;
        }

        var applets = List(busybox).Where(applet => !Path.Exists(Path.Combine(folder, applet))).ToList();
        foreach (var applet in applets)
        {
            File.CreateSymbolicLink(Path.Combine(folder, applet), busybox);
        }

        LogPrepared(applets.Count, busybox);
        return folder;
    }

    private static string Resource(string script)
    {
        using var stream = typeof(BusyBoxFolder).Assembly.GetManifestResourceStream($"busybox.{script}.ash") ?? throw new InvalidOperationException($"The program has no busybox/{script}.ash.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
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
