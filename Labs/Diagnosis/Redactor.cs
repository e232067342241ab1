using System.Text.RegularExpressions;

namespace Workshop.Labs.Diagnosis;

/// <summary>Takes secrets out of a text: those whose values are known, in whatever form they were written, and what looks like one.</summary>
internal sealed partial class Redactor
{
    public const string Removed = "[removed]";

    private static readonly (Regex Pattern, string Instead)[] Likely =
    [
        (Pem(), Removed), (Token(), Removed), (Hash(), Removed), (Scheme(), Removed), (Header(), $"$1{Removed}"), (Query(), $"$1{Removed}"), (UserInfo(), $"$1{Removed}"), (Setting(), $"$1{Removed}"),
    ];

    private readonly Regex? _known;

    /// <param name="secrets">Values that are known to be secret (see <see cref="SecretForms"/> for those that are too short to be told from words).</param>
    public Redactor(IEnumerable<string> secrets)
    {
        // The longest first, so that no rest of a longer one stays behind.
        var forms = secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length).Select(Pattern).ToList();
        _known = forms.Count == 0 ? null : new Regex(string.Join('|', forms), RegexOptions.CultureInvariant);
    }

    public string Clean(string text) =>
        Likely.Aggregate(_known?.Replace(text, Removed) ?? text, (cleaned, likely) => likely.Pattern.Replace(cleaned, likely.Instead));

    // A short one could be part of any word.
    private static string Pattern(string form) => form.Length < 8 ? $@"(?<!\w){Regex.Escape(form)}(?!\w)" : Regex.Escape(form);

    // -----BEGIN EC PRIVATE KEY----- … -----END EC PRIVATE KEY-----, within JSON and cut off, too
    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]+-----.*?(-----END [A-Z0-9 ]+-----|\z)", RegexOptions.Singleline)]
    private static partial Regex Pem();

    // eyJhbGciOi….eyJzdWIi….c2ln
    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*")]
    private static partial Regex Token();

    // $2b$11$…
    [GeneratedRegex(@"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}")]
    private static partial Regex Hash();

    // Bearer 0f3a…
    [GeneratedRegex(@"(?<=\b(Bearer|Basic)\s+)[\w.~+/=-]{16,}", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    // Authorization: …, "Cookie": ["…, x-otlp-api-key=…
    [GeneratedRegex("""(\b(?:authorization|(?:set-)?cookie|x-(?:otlp-)?api-key)\\?["']?\s*[:=]\s*\[?\\?["']?)[^"'\\\r\n\[]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    // /login?t=…
    [GeneratedRegex("""([?&](?:t|token|access_token|code)=)[^\s&"'#\[]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Query();

    // redis://:password@host
    [GeneratedRegex("""(://[^\s/@"':]*:)[^\s/@"'\[]+(?=@)""")]
    private static partial Regex UserInfo();

    // Password=…, "redis-password": "…", token: …; not "automountServiceAccountToken": false
    [GeneratedRegex("""((?:password|passwd|pwd|secret|token|api[_-]?key|credentials?)\\?["']?\s*[:=]\s*\\?["']?)(?!true\b|false\b|null\b)[^\s"'\\,;&}\]\[{]{4,}""", RegexOptions.IgnoreCase)]
    private static partial Regex Setting();
}
