using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;

namespace Workshop.ClusterPage.Guides.Rendering;

/// <summary>
/// A guide's Markdown as HTML. No tag of the file's comes through: comments are dropped, a fold (<c>details</c>) is made anew, all else is shown as the text that it is.
/// </summary>
internal static class GuideHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <param name="markdown">A guide, or a part of one.</param>
    /// <param name="links">Where its links lead.</param>
    public static string Of(string markdown, GuideLinks links) => Render(markdown, links, isLine: false);

    /// <summary>One line, such as a question, without a paragraph around it.</summary>
    public static string OfLine(string markdown, GuideLinks links) => Render(markdown, links, isLine: true);

    private static string Render(string markdown, GuideLinks links, bool isLine)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { ImplicitParagraph = isLine };
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HeadingRenderer>(new SubheadingRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new GuideBlockRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlBlockRenderer>(new FoldRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlInlineRenderer>(new InlineTagRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<LinkInlineRenderer>(new GuideLinkRenderer(links));
        renderer.ObjectRenderers.ReplaceOrAdd<AutolinkInlineRenderer>(new AddressRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<CodeInlineRenderer>(new FileNameRenderer(links));
        renderer.ObjectRenderers.ReplaceOrAdd<LiteralInlineRenderer>(new LabNumberRenderer(links));
        renderer.Render(Markdown.Parse(markdown, Pipeline));
        renderer.Write(FoldRenderer.CloseAll(renderer));
        return writer.ToString();
    }
}
