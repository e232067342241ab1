using System.Text.RegularExpressions;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>Text; where it says "lab 4", one click leads there.</summary>
internal sealed partial class LabNumberRenderer(GuideLinks links) : HtmlObjectRenderer<LiteralInline>
{
    protected override void Write(HtmlRenderer renderer, LiteralInline obj)
    {
        var text = obj.Content.ToString();
        var at = 0;
        foreach (Match named in obj.Parent is LinkInline ? [] : LabNumber().Matches(text).AsEnumerable())
        {
            if (links.ToLab(named.Groups[1].Value) is { } address)
            {
                renderer.WriteEscape(text[at..named.Index]);
                GuideLinkRenderer.WriteOpening(renderer, address, isOutside: false);
                renderer.WriteEscape(named.Value).Write("</a>");
                at = named.Index + named.Length;
            }
        }

        renderer.WriteEscape(text[at..]);
    }

    [GeneratedRegex(@"\b[Ll]ab (\d{1,2})\b")]
    private static partial Regex LabNumber();
}
