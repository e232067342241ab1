using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Finds <c>HTTP://</c> in <c>GET HTTP://gateway/ HTTP/1.1</c>, and writes it as Kestrel knows it: schemes have no case.</summary>
internal static class TargetScheme
{
    private const int LongestMethod = 32;

    /// <param name="begin">The first bytes of a connection.</param>
    /// <param name="isMended">True when a scheme was written anew.</param>
    /// <returns>False while more bytes are needed to tell.</returns>
    public static bool TryMend(ReadOnlySequence<byte> begin, out bool isMended)
    {
        isMended = false;
        Span<byte> text = stackalloc byte[LongestMethod + " https://".Length];
        var length = (int)Math.Min(begin.Length, text.Length);
        begin.Slice(0, length).CopyTo(text);
        text = text[..length];
        var target = text.IndexOf((byte)' ') + 1;
        if (target > LongestMethod + 1 || (target == 0 && length > LongestMethod))
        {
            return true;
        }

        if (target == 0 || target == length)
        {
            return text.Contains((byte)'\n');
        }

        if ((text[target] | 0x20) != 'h')
        {
            return true;
        }

        var colon = text[target..].IndexOf("://"u8);
        if (colon < 0)
        {
            return length - target >= "https://".Length || text.Contains((byte)'\n');
        }

        var scheme = text.Slice(target, colon);
        isMended = IsMeant(scheme, "http"u8) || IsMeant(scheme, "https"u8);
        if (isMended)
        {
            Lower(begin.Slice(target, colon));
        }

        return true;
    }

    private static bool IsMeant(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> known) => !scheme.SequenceEqual(known) && Ascii.EqualsIgnoreCase(scheme, known);

    // The bytes are this connection's own, and the server's parser writes into them as well.
    private static void Lower(ReadOnlySequence<byte> scheme)
    {
        foreach (var part in scheme)
        {
            foreach (ref var letter in MemoryMarshal.AsMemory(part).Span)
            {
                letter |= 0x20;
            }
        }
    }
}
