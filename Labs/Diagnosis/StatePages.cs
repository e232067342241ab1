using System.Globalization;
using System.Text;

namespace Workshop.Labs.Diagnosis;

/// <summary>The state folder: what is in it by name, size and mode; the run's log, the pods' logs and the addresses as text. No key, no store.</summary>
internal static class StatePages
{
    private const int LargestLog = 1_000_000;

    public static IEnumerable<DiagnosisPage> Of(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [new DiagnosisPage("state/listing.txt", $"There is no state folder '{folder}': nothing ran here yet.")];
        }

        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/'))).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        return
        [
            new DiagnosisPage("state/listing.txt", $"{Mode(folder)} {folder}\n{string.Concat(files.Select(file => Line(file.Path, file.Name)))}"),
            .. files.Where(file => IsTold(file.Name)).Select(file => new DiagnosisPage($"state/{file.Name}", Tail(file.Path))),
        ];
    }

    // apphost.log, endpoints.json, labs/progress.json, logs/NAMESPACE_POD_UID/CONTAINER/0.log
    private static bool IsTold(string name) => name is "apphost.log" or "endpoints.json" or "labs/progress.json" || name.StartsWith("logs/", StringComparison.Ordinal);

    private static string Line(string path, string name)
    {
        // A pod that ends takes its files along.
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{Mode(path)} {file.Length,12} {file.LastWriteTimeUtc:u} {name}\n") : $"gone meanwhile: {name}\n";
    }

    private static string Mode(string path) => OperatingSystem.IsWindows() || !Path.Exists(path) ? "---" : Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(3, '0');

    // A process that still runs writes on.
    private static string Tail(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var from = Math.Max(0, file.Length - LargestLog);
            file.Position = from;
            using var reader = new StreamReader(file, Encoding.UTF8);
            return (from > 0 ? $"[{from} bytes before this are left out]\n" : string.Empty) + reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {e.Message}";
        }
    }
}
