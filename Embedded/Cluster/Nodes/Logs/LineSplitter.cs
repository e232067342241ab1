using System.Buffers;

namespace Workshop.Cluster.Nodes.Logs;

/// <summary>Cuts a stream of bytes into log entries: whole lines, and parts of those that are too long or were never ended.</summary>
internal sealed class LineSplitter(string stream)
{
    private readonly ArrayBufferWriter<byte> _pending = new();

    /// <summary>Appends the entries that <paramref name="chunk"/> completes.</summary>
    public void Push(ReadOnlySpan<byte> chunk, DateTimeOffset at, ArrayBufferWriter<byte> to)
    {
        while (!chunk.IsEmpty)
        {
            var end = chunk.IndexOf((byte)'\n');
            var line = end < 0 ? chunk : chunk[..end];
            var room = CriLine.MaxContent - _pending.WrittenCount;
            if (line.Length > room)
            {
                _pending.Write(line[..room]);
                Flush(at, isFull: false, to);
                chunk = chunk[room..];
                continue;
            }

            _pending.Write(line);
            if (end < 0)
            {
                return;
            }

            Flush(at, isFull: true, to);
            chunk = chunk[(end + 1)..];
        }
    }

    /// <summary>Appends what came after the last line end.</summary>
    public void Finish(DateTimeOffset at, ArrayBufferWriter<byte> to)
    {
        if (_pending.WrittenCount > 0)
        {
            Flush(at, isFull: false, to);
        }
    }

    private void Flush(DateTimeOffset at, bool isFull, ArrayBufferWriter<byte> to)
    {
        var content = _pending.WrittenSpan;
        CriLine.Append(to, at, stream, isFull, isFull && content.EndsWith("\r"u8) && OperatingSystem.IsWindows() ? content[..^1] : content);
        _pending.ResetWrittenCount();
    }
}
