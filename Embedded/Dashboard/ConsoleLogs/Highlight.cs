namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Cuts a text where a searched one begins and ends.</summary>
internal static class Highlight
{
    public static IEnumerable<(string Text, bool IsFound)> In(string text, string search)
    {
        var start = 0;
        while (search.Length > 0 && text.IndexOf(search, start, StringComparison.OrdinalIgnoreCase) is var found and >= 0)
        {
            if (found > start)
            {
                yield return (text[start..found], false);
            }

            yield return (text.Substring(found, search.Length), true);
            start = found + search.Length;
        }

        if (start < text.Length)
        {
            yield return (text[start..], false);
        }
    }
}
