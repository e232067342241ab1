using System.Globalization;
using System.Text;

namespace Workshop.Labs.Rooms;

/// <summary>A name as it may be shown: what a learner typed, without what would move a cursor, turn the writing round or fill the screen.</summary>
internal static class LearnerName
{
    private const int Longest = 40;
    private const int MostMarks = 2;

    /// <returns>Empty for a name of which nothing is left.</returns>
    public static string Clean(string? typed)
    {
        var shown = new StringBuilder();
        var marks = 0;
        foreach (var rune in (typed ?? string.Empty).EnumerateRunes().Where(IsShown).Take(Longest))
        {
            // Marks lie on the letter before them: some writings need two, nobody needs twenty.
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark ? marks + 1 : 0;
            if (marks <= MostMarks)
            {
                shown.Append(rune);
            }
        }

        return shown.ToString().Trim();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.EnclosingMark => false,
        _ => true,
    };
}
