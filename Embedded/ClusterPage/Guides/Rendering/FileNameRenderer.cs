using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>Code within a line; the name of a lab's file leads to the file.</summary>
internal sealed class FileNameRenderer(GuideLinks links) : HtmlObjectRenderer<CodeInline>
{
    protected override void Write(HtmlRenderer renderer, CodeInline obj)
    {
        var file = links.ToFile(obj.Content);
        if (file is not null)
        {
            GuideLinkRenderer.WriteOpening(renderer, file, isOutside: false);
        }

        renderer.Write("<code>").WriteEscape(obj.Content).Write(file is null ? "</code>" : "</code></a>");
    }
}
