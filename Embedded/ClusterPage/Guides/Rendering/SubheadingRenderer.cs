using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>Headings below a section's own: the page draws titles of guides and sections itself.</summary>
internal sealed class SubheadingRenderer : HtmlObjectRenderer<HeadingBlock>
{
    protected override void Write(HtmlRenderer renderer, HeadingBlock obj)
    {
        if (obj.Level > 2)
        {
            renderer.EnsureLine().Write($"<h{obj.Level}>").WriteLeafInline(obj).WriteLine($"</h{obj.Level}>");
        }
    }
}
