using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>Links of a guide, rewritten to this page's. What leads nowhere here keeps its words and says where it lies.</summary>
internal sealed class GuideLinkRenderer(GuideLinks links) : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline obj)
    {
        // A picture would be asked for from elsewhere: its words are shown.
        var target = obj.IsImage ? null : links.To(obj.Url ?? "");
        if (target is var (address, isOutside))
        {
            WriteOpening(renderer, address, isOutside);
            renderer.WriteChildren(obj);
            renderer.Write("</a>");
            return;
        }

        renderer.Write("<span title=\"").WriteEscape($"In the repository: {obj.Url?.TrimStart('.', '/')}").Write("\">");
        renderer.WriteChildren(obj);
        renderer.Write("</span>");
    }

    public static void WriteOpening(HtmlRenderer renderer, string address, bool isOutside) =>
        renderer.Write("<a href=\"").WriteEscapeUrl(address).Write(isOutside ? "\" target=\"_blank\" rel=\"noopener noreferrer\">" : "\">");
}
