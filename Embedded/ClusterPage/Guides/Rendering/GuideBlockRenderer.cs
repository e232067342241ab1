using System.Text.RegularExpressions;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>What is typed, with a button that copies it; the same for PowerShell, folded; what is printed, as such. guide.js copies.</summary>
internal sealed partial class GuideBlockRenderer : HtmlObjectRenderer<CodeBlock>
{
    private const string CopyIcon =
        """<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false"><path d="M5 5h8v9H5zM3 11V2h8" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/></svg>""";

    /// <summary>A whole file, as a block of a guide.</summary>
    /// <param name="word">What kind of file, such as <c>yaml</c>.</param>
    public static string FileOf(string word, string text)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        WriteOpening(renderer, word, "");
        renderer.Write("""<pre tabindex="0"><code>""").WriteEscape(text).Write("</code></pre></div>");
        return writer.ToString();
    }

    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        renderer.EnsureLine();
        var (language, arguments) = obj is FencedCodeBlock fence ? (fence.Info ?? "", fence.Arguments ?? "") : ("", "");
        switch (language)
        {
            case "sh":
                WriteTyped(renderer, obj, "Type", Remark(arguments));
                break;
            case "powershell":
                renderer.Write("""<details class="gd-fold gd-shell"><summary>PowerShell</summary>""");
                WriteTyped(renderer, obj, "Type", "");
                renderer.WriteLine("</details>");
                break;
            case "output":
                renderer.Write("""<div class="gd-prints"><span class="gd-word" title="Lines that appear, in this order; … stands for anything.">prints</span>""");
                WriteText(renderer, obj);
                renderer.WriteLine("</div>");
                break;
            default:
                WriteTyped(renderer, obj, language.Length > 0 ? language : "text", "");
                break;
        }
    }

    private static void WriteTyped(HtmlRenderer renderer, CodeBlock block, string word, string remark)
    {
        WriteOpening(renderer, word, remark);
        renderer.Write("""<pre tabindex="0"><code>""");
        WriteWords(renderer, block.Lines.ToString());
        renderer.WriteLine("</code></pre></div>");
    }

    private static void WriteOpening(HtmlRenderer renderer, string word, string remark)
    {
        renderer.Write("""<div class="gd-typed"><div class="gd-bar"><span class="gd-word">""").WriteEscape(word).Write("</span>");
        if (remark.Length > 0)
        {
            renderer.Write("""<span class="gd-remark">""").WriteEscape(remark).Write("</span>");
        }

        renderer.Write("""<button type="button" class="gd-copy" data-copy>""").Write(CopyIcon).Write("<span data-copy-word>Copy</span></button></div>");
    }

    // Words with hyphens are kept whole by guide.css.
    private static void WriteWords(HtmlRenderer renderer, string text)
    {
        foreach (var word in Words().Split(text))
        {
            var isWhole = word.Contains('-', StringComparison.Ordinal);
            renderer.Write(isWhole ? "<span>" : "").WriteEscape(word).Write(isWhole ? "</span>" : "");
        }
    }

    // One that may be wider than its place can be scrolled by keys.
    private static void WriteText(HtmlRenderer renderer, CodeBlock block) => renderer
        .Write("""<pre tabindex="0"><code>""")
        .WriteLeafRawLines(block, writeEndOfLines: true, escape: true)
        .Write("</code></pre>");

    private static string Remark(string arguments) => arguments switch
    {
        "fails" => "ends with an error, on purpose",
        "skip=cloud" => "on a cloud only",
        "skip=docker" => "where Docker or podman is",
        _ => "",
    };

    // Blanks and ends of lines are kept, too: they are captured.
    [GeneratedRegex(@"([ \n]+)")]
    private static partial Regex Words();
}
