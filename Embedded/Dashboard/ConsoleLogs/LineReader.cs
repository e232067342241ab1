using System.Runtime.CompilerServices;
using System.Text;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Reads lines of any length, and keeps no more of one than can be shown.</summary>
internal static class LineReader
{
    /// <value>In characters; a container may write for hours without a line's end.</value>
    public const int Longest = 8192;

    public static async IAsyncEnumerable<string> LinesOf(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 4096, leaveOpen: true);
        var line = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer.AsMemory(), ct) is var read and > 0)
        {
            var rest = buffer.AsMemory(0, read);
            while (rest.Span.IndexOf('\n') is var end and >= 0)
            {
                Take(line, rest.Span[..end]);
                yield return Finish(line);
                rest = rest[(end + 1)..];
            }

            Take(line, rest.Span);
        }

        if (line.Length > 0)
        {
            yield return Finish(line);
        }
    }

    private static void Take(StringBuilder line, ReadOnlySpan<char> part) => line.Append(part[..Math.Clamp(Longest + 1 - line.Length, 0, part.Length)]);

    private static string Finish(StringBuilder line)
    {
        var text = line.Length > Longest ? line.ToString(0, Longest) + " …" : line.ToString().TrimEnd('\r');
        line.Clear();
        return text;
    }
}
