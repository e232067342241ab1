using System.Buffers;

namespace Workshop.Dashboard.Intake;

/// <summary>One request's bytes in a rented buffer. Who holds it disposes it.</summary>
internal sealed class IntakePayload : IDisposable
{
    private byte[]? _buffer;
    private readonly int _length;

    private IntakePayload(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public static IntakePayload Copy(in ReadOnlySequence<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(buffer);
        return new IntakePayload(buffer, (int)bytes.Length);
    }

    /// <returns>Null when there are more bytes than may be.</returns>
    public static async Task<IntakePayload?> ReadAsync(Stream stream, int most, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var length = 0;
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(length), ct) is var count and > 0)
            {
                length += count;
                if (length > most)
                {
                    return null;
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }

            var payload = new IntakePayload(buffer, length);
            buffer = [];
            return payload;
        }
        finally
        {
            Return(buffer);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(bigger, 0);
        Return(buffer);
        return bigger;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
