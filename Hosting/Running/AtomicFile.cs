using System.Text;

namespace Workshop.Hosting.Running;

/// <summary>Replaces a file as a whole: a reader sees the old text or the new one, never half of it.</summary>
internal static class AtomicFile
{
    /// <param name="isPrivate">Only the owner may read it, from the first byte on.</param>
    public static async Task WriteAsync(string path, string text, bool isPrivate, CancellationToken ct)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // A leftover of a killed run could have another mode.
        File.Delete(temporary);
        await using (var file = new FileStream(temporary, options))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
            await file.FlushAsync(ct);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
