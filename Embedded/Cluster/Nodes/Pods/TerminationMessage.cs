using System.Text;
using Workshop.Cluster.Nodes.Logs;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>A container's last words: what it wrote to its termination log or, if it is asked for and the container failed, the end of its output.</summary>
internal static class TerminationMessage
{
    private const int MostFromFile = 4096;
    private const int MostFromLog = 2048;
    private const int MostLines = 80;

    /// <returns>Null: it said nothing.</returns>
    public static string? Read(string path, string? policy, int exitCode, string logPath)
    {
        var text = File.Exists(path) ? Text(File.ReadAllBytes(path), MostFromFile, fromEnd: false) : "";
        if (text.Length == 0 && policy == "FallbackToLogsOnError" && exitCode != 0)
        {
            text = Text(EndOfLog(logPath), MostFromLog, fromEnd: true);
        }

        return text.Length == 0 ? null : text;
    }

    private static byte[] EndOfLog(string logPath)
    {
        var files = LogTail.FilesOf(logPath);
        if (files.Count == 0)
        {
            return [];
        }

        var (index, offset) = LogTail.Find(files, MostLines);
        var format = new LogFormat(hasTimes: false, since: null, limit: null);
        using var file = LogReader.Open(files[index]);
        file.Position = offset;
        var bytes = new byte[file.Length - offset];
        file.ReadExactly(bytes);
        return format.Push(bytes);
    }

    private static string Text(byte[] bytes, int most, bool fromEnd) =>
        Encoding.UTF8.GetString(bytes.Length <= most ? bytes : fromEnd ? bytes.AsSpan(bytes.Length - most) : bytes.AsSpan(0, most));
}
