using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Workshop.ServiceDefaults.Logging;

/// <summary>Text that stays within its line: what a client sends must not forge an entry or command a terminal.</summary>
internal static class LogLine
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Append(127).Concat(Enumerable.Range(128, 32)).Select(code => (char)code), '\u2028', '\u2029']);

    public static string MessageOf<TState>(in LogEntry<TState> entry) => OneLine(entry.Formatter(entry.State, entry.Exception));

    /// <summary>The stack of an error, indented, so that it is told from the next entry. Its message may repeat what a client sent.</summary>
    public static void WriteException(TextWriter text, Exception? exception)
    {
        if (exception is not null)
        {
            foreach (var line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
            {
                text.Write("  ");
                text.Write(WithoutControls(line));
                text.Write('\n');
            }
        }
    }

    private static string OneLine(string text) => text.AsSpan().IndexOfAny(Controls) < 0 ? text : WithoutControls(text.ReplaceLineEndings(" "));

    private static string WithoutControls(string text) => text.AsSpan().IndexOfAny(Controls) < 0 ? text : string.Create(text.Length, text, static (line, from) =>
    {
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = Controls.Contains(from[i]) ? ' ' : from[i];
        }
    });
}
