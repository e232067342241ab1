using System.Text;

namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Lines as a file.</summary>
internal static class LogText
{
    /// <param name="lines">Colours are left out.</param>
    /// <param name="withPods">Each line begins with its pod, for several are mixed.</param>
    public static byte[] Of(IEnumerable<LogLine> lines, bool withPods)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Where(line => !line.IsNote))
        {
            text.Append(line.At?.UtcDateTime.ToString("O")).Append(line.At is null ? "" : " ");
            text.Append(withPods ? $"{line.Pod} " : "").Append(AnsiText.Plain(line.Text)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
