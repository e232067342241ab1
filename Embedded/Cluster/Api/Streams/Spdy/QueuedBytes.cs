using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Streams.Spdy;

/// <summary>What has been added and not read yet; for readers that take a stream.</summary>
internal sealed class QueuedBytes : ReadOnlyStream
{
    private readonly Queue<byte[]> _blocks = new();
    private int _at;

    public void Add(byte[] block) => _blocks.Enqueue(block);

    public override int Read(Span<byte> buffer)
    {
        while (_blocks.TryPeek(out var block))
        {
            var count = Math.Min(buffer.Length, block.Length - _at);
            block.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            if (_at == block.Length)
            {
                _blocks.Dequeue();
                _at = 0;
            }

            if (count > 0 || buffer.IsEmpty)
            {
                return count;
            }
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
