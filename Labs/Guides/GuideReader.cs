using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Workshop.Labs.Guides;

/// <summary>Reads a guide from its Markdown.</summary>
public static partial class GuideReader
{
    private static readonly string[] Reasons = ["cloud", "docker", "open-end"];

    /// <exception cref="GuideException">It breaks a rule of guides.</exception>
    public static Guide Read(string markdown, string file)
    {
        var document = GuideText.Parse(markdown, file);
        var title = document.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1) is { } first ? TextOf(first) : string.Empty;
        var headings = document.OfType<HeadingBlock>().Where(heading => heading.Level == 2).ToList();
        var sections = headings.Select((heading, index) =>
        {
            var end = index + 1 < headings.Count ? headings[index + 1].Span.Start : markdown.Length;
            var blocks = document.Where(block => block.Span.Start > heading.Span.Start && block.Span.Start < end).ToList();
            return new GuideSection(TextOf(heading), CheckIn(blocks), heading.Line + 1, BlocksIn(blocks, file), markdown[heading.Span.Start..end]);
        });
        return new Guide(title, [.. Preface(document, markdown, title, headings, file), .. sections]);
    }

    public static Guide ReadFile(string path) => Read(File.ReadAllText(path), path);

    // What is typed before the first heading, as in a short solution.
    private static IEnumerable<GuideSection> Preface(MarkdownDocument document, string markdown, string title, List<HeadingBlock> headings, string file)
    {
        var end = headings.Count > 0 ? headings[0].Span.Start : markdown.Length;
        var blocks = BlocksIn([.. document.Where(block => block.Span.Start < end)], file);
        return blocks.Count > 0 ? [new GuideSection(title, null, 1, blocks, markdown[..end])] : [];
    }

    private static string TextOf(HeadingBlock heading) => string.Concat(heading.Inline?.Descendants<LeafInline>().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => string.Empty,
    }) ?? []);

    private static string? CheckIn(List<Block> blocks) => blocks
        .OfType<HtmlBlock>()
        .Select(html => CheckComment().Match(html.Lines.ToString()))
        .FirstOrDefault(match => match.Success)?.Groups[1].Value;

    private static List<GuideBlock> BlocksIn(List<Block> blocks, string file)
    {
        // A block may stand in a list: what the learner types there is typed, too.
        var fences = blocks.SelectMany(block => block is ContainerBlock container ? container.Descendants<FencedCodeBlock>() : block is FencedCodeBlock own ? [own] : []).ToList();
        List<GuideBlock> read = [];
        for (var i = 0; i < fences.Count; i++)
        {
            if (fences[i].Info == "sh")
            {
                var beside = fences.Skip(i + 1).TakeWhile(fence => fence.Info != "sh").ToList();
                read.Add(Block(fences[i], beside.Find(fence => fence.Info == "output"), beside.Find(fence => fence.Info == "powershell"), file));
            }
        }

        return read;
    }

    private static GuideBlock Block(FencedCodeBlock fence, FencedCodeBlock? output, FencedCodeBlock? twin, string file)
    {
        var (fails, again, skip) = (false, false, (string?)null);
        foreach (var word in (fence.Arguments ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word)
            {
                case "fails":
                    fails = true;
                    break;
                case "again":
                    again = true;
                    break;
                case var reason when reason.StartsWith("skip=", StringComparison.Ordinal) && Reasons.Contains(reason[5..]):
                    skip = reason[5..];
                    break;
                default:
                    throw new GuideException($"{file}:{fence.Line + 1}: '{word}' is not known after ```sh. Known: fails, again, skip={string.Join(", skip=", Reasons)}.");
            }
        }

        return new GuideBlock(fence.Lines.ToString(), fence.Line + 1, fails, skip, output is null ? [] : [.. output.Lines.ToString().Split('\n')], twin?.Lines.ToString(), again);
    }

    // <!-- check: both-versions -->
    [GeneratedRegex(@"<!--\s*check:\s*([a-z0-9-]+)\s*-->")]
    private static partial Regex CheckComment();
}
