using System.Text.RegularExpressions;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>Blocks of HTML: a comment is for other readers, a fold is made anew, anything else is shown as text.</summary>
internal sealed partial class FoldRenderer : HtmlObjectRenderer<HtmlBlock>
{
    private int _open;

    protected override void Write(HtmlRenderer renderer, HtmlBlock obj)
    {
        var text = obj.Lines.ToString().Trim();
        if (Opening().Match(text) is { Success: true } opening)
        {
            _open++;
            renderer.EnsureLine().Write("""<details class="gd-fold"><summary>""").WriteEscape(opening.Groups[1].Value).WriteLine("</summary>");
        }
        else if (text == "</details>" && _open > 0)
        {
            _open--;
            renderer.EnsureLine().WriteLine("</details>");
        }
        else if (Comments().Replace(text, "").Trim() is { Length: > 0 } rest)
        {
            renderer.EnsureLine().Write("<p>").WriteEscape(rest).WriteLine("</p>");
        }
    }

    /// <summary>What a file forgot to close.</summary>
    public static string CloseAll(HtmlRenderer renderer) => renderer.ObjectRenderers.Find<FoldRenderer>() is { } folds ? string.Concat(Enumerable.Repeat("</details>", folds._open)) : "";

    // <details><summary>Mended, and why it happened</summary>
    [GeneratedRegex(@"\A<details>\s*<summary>([^<]+)</summary>\z")]
    private static partial Regex Opening();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
