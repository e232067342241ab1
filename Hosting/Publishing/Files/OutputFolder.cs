using System.Text;
using Aspire.Hosting;

namespace Workshop.Hosting.Publishing.Files;

/// <summary>Where publishing writes. A file that would be the same stays as it is; what others put there is left alone.</summary>
internal static class OutputFolder
{
    // No byte order mark: readers of YAML and JSON stumble over it.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="DistributedApplicationException">The folder or a file cannot be written.</exception>
    public static async Task WriteAsync(string folder, IReadOnlyList<PublishedFile> files, CancellationToken ct)
    {
        foreach (var file in files)
        {
            await WriteAsync(Path.GetFullPath(Path.Combine(folder, file.Path)), file.Text, ct);
        }
    }

    private static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path) || await File.ReadAllTextAsync(path, Utf8, ct) != text)
            {
                await File.WriteAllTextAsync(path, text, Utf8, ct);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"'{path}' cannot be written: {e.Message} Choose another place with --output-path.", e);
        }
    }
}
