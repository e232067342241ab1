using System.Text.Json;

namespace Workshop.Labs.State;

/// <summary>Files of a learner's own: whole or not at all, and readable by their owner alone.</summary>
internal static class StateFiles
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Replaces a file: a reader sees the old one or the new one, never half of it.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = $"{path}.{Environment.ProcessId}.next";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(next, options))
        {
            file.Write(text);
        }

        File.Move(next, path, overwrite: true);
    }
}
