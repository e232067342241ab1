using System.IO.Compression;
using System.Text;

namespace Workshop.Labs.Diagnosis;

/// <summary>A diagnosis as one file, which only its owner may read. It is there whole, or not at all.</summary>
internal static class DiagnosisArchive
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes every page by way of the one redactor, names included.</summary>
    /// <exception cref="LabException">The target is there already, or cannot be written.</exception>
    public static void Write(string target, IEnumerable<DiagnosisPage> pages, Redactor redactor, DateTimeOffset now)
    {
        Refuse(target);
        var next = $"{target}.{Environment.ProcessId}.next";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Private;
            }

            using (var archive = new ZipArchive(new FileStream(next, options), ZipArchiveMode.Create))
            {
                foreach (var page in pages)
                {
                    var entry = archive.CreateEntry(redactor.Clean(page.Name), CompressionLevel.Fastest);
                    entry.LastWriteTime = now;
                    entry.ExternalAttributes = (int)Private << 16;
                    using var content = entry.Open();
                    content.Write(Encoding.UTF8.GetBytes(redactor.Clean(page.Text)));
                }
            }

            File.Move(next, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"The diagnosis cannot be written to '{target}': {e.Message} Name another file with --output.");
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <exception cref="LabException">The target is there already, is a folder, or its folder is not there.</exception>
    public static void Refuse(string target)
    {
        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new LabException($"There is no folder '{Path.GetDirectoryName(target)}' to write the diagnosis to.");
        }

        if (Path.Exists(target))
        {
            throw new LabException($"'{target}' is there already. Name another file with --output.");
        }
    }
}
