using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>An address in angle brackets, such as a learner's own program at 127.0.0.1.</summary>
internal sealed class AddressRenderer : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
    {
        if (obj.IsEmail || !Uri.TryCreate(obj.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            renderer.WriteEscape(obj.Url);
            return;
        }

        GuideLinkRenderer.WriteOpening(renderer, uri.AbsoluteUri, isOutside: true);
        renderer.WriteEscape(obj.Url).Write("</a>");
    }
}
