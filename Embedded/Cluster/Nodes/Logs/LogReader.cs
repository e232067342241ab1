using System.Runtime.CompilerServices;

namespace Workshop.Cluster.Nodes.Logs;

/// <summary>Reads a run's log files as <c>kubectl logs</c> wants them.</summary>
internal static class LogReader
{
    private const int BlockSize = 64 * 1024;

    public static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <param name="writer">The run's writer while it lasts: needed to follow.</param>
    /// <param name="since">Entries before it are left out.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string path, LogWriter? writer, ContainerLogOptions options, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        var format = new LogFormat(options.Timestamps, since, options.LimitBytes);
        var rotations = writer?.Rotations ?? 0;
        var files = LogTail.FilesOf(path);
        if (files.Count == 0)
        {
            yield break;
        }

        var (index, offset) = options.TailLines is { } tail ? LogTail.Find(files, tail) : (0, 0);
        var buffer = new byte[BlockSize];
        FileStream? file = null;
        try
        {
            for (; index < files.Count; index++, offset = 0)
            {
                file?.Dispose();
                file = Open(files[index]);
                file.Position = offset;
                while (!format.IsFull && await file.ReadAsync(buffer, ct).ConfigureAwait(false) is > 0 and var count)
                {
                    if (format.Push(buffer.AsSpan(0, count)) is { Length: > 0 } text)
                    {
                        yield return text;
                    }
                }
            }

            while (options.Follow && writer is not null && !format.IsFull)
            {
                // Complete and Rotations are read before the file: what was written before they changed is read below.
                var changed = writer.ChangedAsync();
                var isLast = writer.IsComplete;
                var behind = writer.Rotations - rotations;
                while (!format.IsFull && await file!.ReadAsync(buffer, ct).ConfigureAwait(false) is > 0 and var count)
                {
                    if (format.Push(buffer.AsSpan(0, count)) is { Length: > 0 } text)
                    {
                        yield return text;
                    }
                }

                if (behind > 0)
                {
                    file!.Dispose();
                    file = Open(behind == 1 ? path : $"{path}.{Math.Min(behind - 1, LogWriter.MaxFiles - 1)}");
                    rotations++;
                    continue;
                }

                if (isLast)
                {
                    yield break;
                }

                await changed.WaitAsync(ct).ConfigureAwait(false);
            }
        }
        finally
        {
            file?.Dispose();
        }
    }
}
