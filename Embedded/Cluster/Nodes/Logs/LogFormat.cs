using System.Buffers;

namespace Workshop.Cluster.Nodes.Logs;

/// <summary>Turns log entries into what the container wrote: joins parts, adds times, drops what is too old, and stops at a limit.</summary>
internal sealed class LogFormat(bool hasTimes, DateTimeOffset? since, long? limit)
{
    private readonly ArrayBufferWriter<byte> _entry = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private long _left = limit ?? long.MaxValue;
    private bool _isLineStart = true;

    /// <summary>The limit is reached.</summary>
    public bool IsFull => _left <= 0;

    /// <summary>Takes the next bytes of the file; an entry may be cut anywhere.</summary>
    /// <returns>A copy of the text of all entries that are complete now.</returns>
    public byte[] Push(ReadOnlySpan<byte> chunk)
    {
        _text.ResetWrittenCount();
        while (!chunk.IsEmpty && !IsFull)
        {
            var end = chunk.IndexOf((byte)'\n');
            if (end < 0)
            {
                _entry.Write(chunk);
                break;
            }

            _entry.Write(chunk[..end]);
            Add(_entry.WrittenSpan);
            _entry.ResetWrittenCount();
            chunk = chunk[(end + 1)..];
        }

        return _text.WrittenSpan.ToArray();
    }

    private void Add(ReadOnlySpan<byte> entry)
    {
        if (!CriLine.TryParse(entry, out var at, out var isFull, out var content) || at < since)
        {
            return;
        }

        if (hasTimes && _isLineStart)
        {
            Write(CriLine.TimeOf(entry));
            Write(" "u8);
        }

        Write(content);
        if (isFull)
        {
            Write("\n"u8);
        }

        _isLineStart = isFull;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        var count = (int)Math.Min(bytes.Length, _left);
        _text.Write(bytes[..count]);
        _left -= count;
    }
}
