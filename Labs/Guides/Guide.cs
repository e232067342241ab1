namespace Workshop.Labs.Guides;

/// <summary>A guide as it is run and checked.</summary>
/// <param name="Title">Such as <c>Lab 9: Rolling update</c>.</param>
public sealed record Guide(string Title, IReadOnlyList<GuideSection> Sections)
{
    /// <value>The numbered sections.</value>
    public IEnumerable<GuideSection> Steps => Sections.Where(section => section.IsStep);

    /// <value>The exercise at the end; null where a lab has none.</value>
    public GuideSection? Exercise => Sections.FirstOrDefault(section => section.Title.StartsWith("Break and fix", StringComparison.Ordinal));
}

/// <summary>What stands under one heading of the second level.</summary>
/// <param name="Check">The id of its check, from <c>&lt;!-- check: ID --&gt;</c>; null where none is asked for.</param>
/// <param name="Line">Where its heading stands, from 1.</param>
public sealed record GuideSection(string Title, string? Check, int Line, IReadOnlyList<GuideBlock> Blocks, string Markdown)
{
    /// <value>Whether its title begins with a number, as in <c>1. Two versions side by side</c>.</value>
    public bool IsStep => Title.Length > 0 && char.IsAsciiDigit(Title[0]);
}

/// <summary>A block that a learner types, and what it must print.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Output">Lines that must appear in this order; empty where nothing is promised.</param>
/// <param name="Skip">Why it cannot be run by a test: <c>cloud</c>, <c>docker</c> or <c>open-end</c>; null for those that are run.</param>
/// <param name="Twin">What is typed into PowerShell in its place; null where that takes the same.</param>
/// <param name="IsAgain">Whether what it starts ends with its shell, so that a later step in another one needs it typed again.</param>
public sealed record GuideBlock(string Text, int Line, bool Fails, string? Skip, IReadOnlyList<string> Output, string? Twin, bool IsAgain);

/// <summary>A guide that cannot be read; the message names the file and the line.</summary>
public sealed class GuideException(string message) : Exception(message);
