using Markdig;
using Markdig.Syntax;

namespace Workshop.Labs.Guides;

/// <summary>The Markdown of guides and hints.</summary>
internal static class GuideText
{
    /// <exception cref="GuideException">It is nested deeper than anybody writes.</exception>
    public static MarkdownDocument Parse(string markdown, string file)
    {
        try
        {
            return Markdown.Parse(markdown);
        }
        catch (ArgumentException e)
        {
            throw new GuideException($"{file}: {e.Message}");
        }
    }
}
