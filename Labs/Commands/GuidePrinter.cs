using Workshop.Labs.Guides;

namespace Workshop.Labs.Commands;

/// <summary>A guide in a terminal: the Markdown as it is, which reads well, with commands and headings brought out.</summary>
internal static class GuidePrinter
{
    public static void Print(GuideSection section, Screen screen)
    {
        string? fence = null;
        foreach (var line in section.Markdown.TrimEnd().Split('\n').Where(line => !line.StartsWith("<!-- check:", StringComparison.Ordinal)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = fence is null ? line[3..] : null;
            }
            else if (fence is not null)
            {
                InFence(line, fence, screen);
            }
            else if (line.StartsWith('#'))
            {
                screen.Bold(line.TrimStart('#').Trim());
            }
            else
            {
                screen.Line(line);
            }
        }
    }

    private static void InFence(string line, string fence, Screen screen)
    {
        switch (fence.Split(' ')[0])
        {
            case "sh":
                screen.Bold($"    $ {line}");
                break;
            case "powershell":
                screen.Line($"    PS> {line}");
                break;
            default:
                screen.Line($"      {line}");
                break;
        }
    }
}
