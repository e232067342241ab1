namespace Workshop.Cluster.Nodes.Logs;

/// <summary>Where the last entries of a log begin.</summary>
internal static class LogTail
{
    private const int BlockSize = 64 * 1024;

    /// <summary>The files of a run, oldest first.</summary>
    public static IReadOnlyList<string> FilesOf(string path) =>
        [.. Enumerable.Range(1, LogWriter.MaxFiles - 1).Reverse().Select(index => $"{path}.{index}").Append(path).Where(File.Exists)];

    /// <returns>Index of the file, and the offset in it, from which <paramref name="count"/> entries are left; the start when there are fewer.</returns>
    public static (int File, long Offset) Find(IReadOnlyList<string> files, int count)
    {
        for (var index = files.Count - 1; index >= 0; index--)
        {
            var (offset, found) = FindIn(files[index], count);
            if (found >= count)
            {
                return (index, offset);
            }

            count -= found;
        }

        return (0, 0);
    }

    private static (long Offset, int Found) FindIn(string path, int count)
    {
        using var file = LogReader.Open(path);
        var buffer = new byte[BlockSize];
        var found = 0;
        var length = file.Length;
        if (count == 0)
        {
            return (length, 0);
        }

        for (var end = length; end > 0;)
        {
            var start = Math.Max(0, end - BlockSize);
            file.Position = start;
            file.ReadExactly(buffer, 0, (int)(end - start));
            for (var at = (int)(end - start) - 1; at >= 0; at--)
            {
                // The line end before the last entries, not the one that ends the file.
                if (buffer[at] == '\n' && start + at + 1 < length && ++found == count)
                {
                    return (start + at + 1, found);
                }
            }

            end = start;
        }

        return (0, length == 0 ? 0 : found + 1);
    }
}
