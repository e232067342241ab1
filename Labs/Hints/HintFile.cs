using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Workshop.Labs.Guides;

namespace Workshop.Labs.Hints;

/// <summary>Reads <c>hints.md</c>: per step three hints, from a nudge to nearly the command.</summary>
public static class HintFile
{
    /// <returns>Hints by step.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(string path)
    {
        if (!File.Exists(path))
        {
            return new Dictionary<string, IReadOnlyList<string>>();
        }

        var markdown = File.ReadAllText(path);
        Dictionary<string, IReadOnlyList<string>> hints = new(StringComparer.Ordinal);
        var step = string.Empty;
        foreach (var block in GuideText.Parse(markdown, path))
        {
            switch (block)
            {
                case HeadingBlock { Level: 2 } heading:
                    step = string.Concat(heading.Inline?.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()) ?? []);
                    break;
                case ListBlock { IsOrdered: true } list:
                    hints[step] = [.. list.OfType<ListItemBlock>().Select(item => TextOf(item, markdown))];
                    break;
            }
        }

        return hints;
    }

    // As it stands in the file, without the number before it.
    private static string TextOf(ListItemBlock item, string markdown)
    {
        var from = item.Count > 0 ? item[0].Span.Start : item.Span.Start;
        return string.Join('\n', markdown[from..(item.Span.End + 1)].Split('\n').Select(line => line.Trim())).Trim();
    }
}
