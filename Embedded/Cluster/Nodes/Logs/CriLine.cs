using System.Buffers;
using System.Globalization;
using System.Text;

namespace Workshop.Cluster.Nodes.Logs;

/// <summary>
/// One entry of a container's log file, as the container runtime interface writes it:
/// <c>2016-10-06T00:17:09.669794202Z stdout F the line</c>. F: a full line; P: a part, and the next entry goes on with it.
/// </summary>
internal static class CriLine
{
    public const int MaxContent = 16 * 1024;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'";
    private const int TimeLength = 30;

    public static void Append(ArrayBufferWriter<byte> to, DateTimeOffset at, string stream, bool isFull, ReadOnlySpan<byte> content)
    {
        to.Write(Encoding.ASCII.GetBytes($"{at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)} {stream} {(isFull ? 'F' : 'P')} "));
        to.Write(content);
        to.Write("\n"u8);
    }

    /// <param name="entry">Without the line end.</param>
    /// <returns>False: not such an entry.</returns>
    public static bool TryParse(ReadOnlySpan<byte> entry, out DateTimeOffset at, out bool isFull, out ReadOnlySpan<byte> content)
    {
        (at, isFull) = (default, false);
        content = default;
        if (entry.Length < TimeLength + 10 || !DateTimeOffset.TryParse(Encoding.ASCII.GetString(entry[..TimeLength]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
        {
            return false;
        }

        var rest = entry[(TimeLength + 1)..];
        var tag = rest.IndexOf((byte)' ') + 1;
        if (tag == 0 || rest.Length < tag + 2)
        {
            return false;
        }

        isFull = rest[tag] == 'F';
        content = rest[(tag + 2)..];
        return true;
    }

    /// <summary>The entry's time as it is written, for <c>--timestamps</c>.</summary>
    public static ReadOnlySpan<byte> TimeOf(ReadOnlySpan<byte> entry) => entry[..TimeLength];
}
