using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workshop.House.Tests.Spelling;

/// <summary>The words of a paper that people wrote for people: code, addresses and names of code are not among them.</summary>
internal static partial class Prose
{
    /// <returns>Each word once, with the first line where it stands.</returns>
    public static IReadOnlyList<(string Word, int Line)> OfMarkdown(string text)
    {
        var prose = Fence().Replace(text, Blank);
        prose = Indented().Replace(prose, Blank);
        prose = Comment().Replace(prose, Blank);
        prose = InlineCode().Replace(prose, Blank);
        prose = LinkTarget().Replace(prose, "]");
        return [.. Words(Address().Replace(prose, " ")).DistinctBy(one => one.Word)];
    }

    /// <summary>A quiz: what is asked and told in it, and nothing of what it looks up.</summary>
    public static IReadOnlyList<(string Word, int Line)> OfJson(string text) =>
        [.. Strings(JsonSerializer.Deserialize<JsonElement>(text)).Where(IsSentence).SelectMany(OfMarkdown).Select(one => (one.Word, 1)).DistinctBy(one => one.Word)];

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };

    private static bool IsSentence(string text) => text.Contains(' ', StringComparison.Ordinal) && !text.StartsWith("jsonpath", StringComparison.Ordinal);

    private static IEnumerable<(string Word, int Line)> Words(string prose) => prose.Split('\n')
        .SelectMany((line, index) => Token().Matches(line).Select(token => token.Value).Where(IsWord).Select(token => (Possessive().Replace(token, string.Empty), index + 1)));

    // ReplicaSet, OTLP, HTTPRoutes, k8s and x.y are names; a word has small letters but for its first.
    private static bool IsWord(string token) => PlainWord().IsMatch(token);

    // As many lines as before, so that the numbers of the others hold.
    private static string Blank(Match match) => " " + new string('\n', match.Value.Count(letter => letter == '\n'));

    // ```console … ```, also in a list or a quotation
    [GeneratedRegex(@"^[ >]*(```|~~~).*?^[ >]*\1[^\n]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    // An empty line, then lines that begin with four blanks.
    [GeneratedRegex(@"(?<=^\n)(( {4}[^\n]*|)\n)+", RegexOptions.Multiline)]
    private static partial Regex Indented();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("(`+)[^`]+\\1")]
    private static partial Regex InlineCode();

    // [text](target)
    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"(https?://|www\.)\S+")]
    private static partial Regex Address();

    // What hangs together: letters, digits, and what joins them in names of files and code.
    [GeneratedRegex(@"[\p{L}\p{N}_'’@./\\=~$:%-]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"['’]s?$")]
    private static partial Regex Possessive();

    [GeneratedRegex(@"^['’]?\p{L}\p{Ll}+(['’-]\p{L}?\p{Ll}+)*['’.:]*$")]
    private static partial Regex PlainWord();
}
