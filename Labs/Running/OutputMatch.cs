using System.Text.RegularExpressions;

namespace Workshop.Labs.Running;

/// <summary>What a guide says that a block prints, against what it printed.</summary>
public static partial class OutputMatch
{
    /// <summary>Looks for the promised lines, in their order; other lines may stand between them.</summary>
    /// <returns>The first promised line that did not come; null when all did.</returns>
    public static string? Missing(IReadOnlyList<string> promised, IReadOnlyList<string> written)
    {
        var next = 0;
        foreach (var line in promised.Where(line => line.Trim() is not ("" or "…")))
        {
            var pattern = Pattern(line);
            while (next < written.Count && !pattern.IsMatch(Blanks().Replace(written[next].Trim(), " ")))
            {
                next++;
            }

            if (next == written.Count)
            {
                return line;
            }

            next++;
        }

        return null;
    }

    // "hello-…   1/1   Running": … stands for anything, and the width of columns follows the longest name.
    private static Regex Pattern(string line) =>
        new("^" + string.Join(".*", Blanks().Replace(line.Trim(), " ").Split('…').Select(Regex.Escape)) + "$", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
