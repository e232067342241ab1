using System.Formats.Tar;
using System.IO.Compression;

namespace Workshop.Labs.Kits;

/// <summary>
/// Writes a kit, file by file, as one archive. Nothing in it tells who packed it or when: the same files make the same archive. It is there whole, or
/// not at all. (Ustar, because headers of the Pax format bear their writer's process id.)
/// </summary>
internal static class KitArchive
{
    // Later than 1980, before which some tools refuse to live; earlier than anything that a build writes.
    private static readonly DateTimeOffset Then = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] ScriptMark = "#!"u8.ToArray();

    /// <exception cref="LabException">The target is there, or cannot be written, or the disk is full.</exception>
    public static async Task WriteAsync(KitPlan plan, string target, bool overwrite, CancellationToken ct)
    {
        Refuse(target, overwrite);
        var next = $"{target}.{Environment.ProcessId}.next";
        try
        {
            await WriteAllAsync(plan, next, ct);
            File.Move(next, target, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"The kit cannot be written to '{target}': {e.Message.TrimEnd('.')}. It needs about {plan.Bytes / 1_000_000 + 1} MB.");
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <exception cref="LabException">The target is there already, is a folder, or its folder is not there.</exception>
    public static void Refuse(string target, bool overwrite)
    {
        if (Directory.Exists(target))
        {
            throw new LabException($"'{target}' is a folder. Name the archive's file.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new LabException($"There is no folder '{Path.GetDirectoryName(target)}' to write the kit to.");
        }

        if (File.Exists(target) && !overwrite)
        {
            throw new LabException($"'{target}' is there already. Name another file with --output, or replace it with --force.");
        }
    }

    private static async Task WriteAllAsync(KitPlan plan, string file, CancellationToken ct)
    {
        await using var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        // Nearly all of it is packages, which are packed already.
        await using var packed = new GZipStream(output, CompressionLevel.Fastest);
        await using var archive = new TarWriter(packed, TarEntryFormat.Ustar);
        foreach (var entry in plan.Entries)
        {
            await using var content = entry.Open();
            await archive.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, $"{plan.Folder}/{entry.Name}")
                {
                    DataStream = content,
                    ModificationTime = Then,
                    Mode = (UnixFileMode)(IsScript(content) ? 0b111_101_101 : 0b110_100_100),
                },
                ct);
        }
    }

    // By what it begins with, which is the same on every machine; modes are not.
    private static bool IsScript(Stream content)
    {
        Span<byte> start = stackalloc byte[2];
        var read = content.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        content.Position = 0;
        return read == 2 && start.SequenceEqual(ScriptMark);
    }
}
