using System.Globalization;
using System.Text.RegularExpressions;

namespace Workshop.House.Tests;

/// <summary>The deck, slide by slide: none is left out.</summary>
public sealed partial class DeckTests
{
    private const int LastSlide = 73;

    [Fact]
    public void Every_slide_of_the_deck_has_its_place()
    {
        var text = File.ReadAllText(Repository.PathOf("Docs", "deck.md"));
        var rows = Row().Matches(text).Select(row => row.Groups["slides"].Value);
        var named = rows.SelectMany(SlidesOf).Concat(Heading().Matches(text).Select(heading => Number(heading.Groups["slide"].Value))).ToList();

        Assert.Equal(Enumerable.Range(1, LastSlide), named.Distinct().Order());
        Assert.Equal(named.Count, named.Distinct().Count());
    }

    // 1 (2)   5 (6), 6 (7)   20 (22) – 23 (25)   13a
    private static IEnumerable<int> SlidesOf(string cell)
    {
        var numbers = Slide().Matches(cell).Select(slide => Number(slide.Value)).ToList();
        return cell.Contains('–', StringComparison.Ordinal) ? Enumerable.Range(numbers[0], numbers[1] - numbers[0] + 1) : numbers;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<slides>\d{1,2}(?!\d)[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^## .*\(slide (?<slide>\d+)\)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // Not the number on the slide itself, which stands in brackets, and not 13a.
    [GeneratedRegex(@"(?<![(\d])\d+(?![\da-z)])")]
    private static partial Regex Slide();
}
