namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>Reads <c>x-otlp-api-key=abc,tenant=a%20b</c> as the exporter does.</summary>
internal static class OtlpHeaders
{
    private const string Signs = "!#$%&'*+-.^_`|~";

    /// <returns>A sentence that tells no value; null where nothing is wrong.</returns>
    public static string? ProblemOf(string headers)
    {
        var entries = Uri.UnescapeDataString(headers).Split(',');

        // One comma too many at the end is nothing.
        var count = entries.Length > 1 && entries[^1].Length == 0 ? entries.Length - 1 : entries.Length;
        for (var i = 0; i < count; i++)
        {
            if (ProblemOfEntry(entries[i]) is { } problem)
            {
                return $"entry {i + 1} {problem}.";
            }
        }

        return null;
    }

    private static string? ProblemOfEntry(string entry)
    {
        var sign = entry.IndexOf('=', StringComparison.Ordinal);
        var name = sign < 0 ? "" : entry[..sign].Trim();
        return sign < 0 ? "has no '='"
            : name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || Signs.Contains(letter, StringComparison.Ordinal)) ? "has no name that a header can have"
            : entry[(sign + 1)..].Any(letter => letter is < ' ' or > '~') ? "has a value with a character that a header cannot have"
            : null;
    }
}
