using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>A tag within a line is shown as it was written, and a comment not at all.</summary>
internal sealed class InlineTagRenderer : HtmlObjectRenderer<HtmlInline>
{
    protected override void Write(HtmlRenderer renderer, HtmlInline obj)
    {
        if (!obj.Tag.StartsWith("<!--", StringComparison.Ordinal))
        {
            renderer.WriteEscape(obj.Tag);
        }
    }
}
