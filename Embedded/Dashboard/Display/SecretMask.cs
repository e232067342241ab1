using System.Text.RegularExpressions;

namespace Workshop.Dashboard.Display;

/// <summary>Hides what looks like a secret before it reaches a page: by the name of an attribute, and by the look of a value.</summary>
internal static partial class SecretMask
{
    public const string Hidden = "••••••";

    public static string Value(string name, string value) =>
        value.Length > 0 && SecretName().IsMatch(name) && !HarmlessName().IsMatch(name) ? Hidden : Text(value);

    /// <summary>Masks credentials within a text: <c>Bearer …</c>, <c>password=…</c>, the user part of an address, a signed token.</summary>
    public static string Text(string text)
    {
        // Most texts hold nothing of the kind, and a search is cheaper than four replacements.
        if (!Suspicious().IsMatch(text))
        {
            return text;
        }

        text = Credentials().Replace(text, $"$1 {Hidden}");
        text = Assignment().Replace(text, $"$1{Hidden}");
        text = UserPart().Replace(text, $"$1{Hidden}@");
        return SignedToken().Replace(text, Hidden);
    }

    [GeneratedRegex(@"authorization|password|passwd|passphrase|secret|token|api[-_.]?key|credential|private[-_.]?key|connection[-_.]?string|cookie|(^|[._-])(pwd|jwt|signature)($|[._-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    // Numbers about tokens are no tokens, Kubernetes' own names of Secrets are names, and where a secret lies is no secret.
    [GeneratedRegex(@"(folder|directory|path)$|(token|secret|password|cookie)s?[-_.](count|type|length|name|expires|usage|limit)$|\.tokens?\.(input|output|total)$|tokens$|cancellation_?token",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HarmlessName();

    [GeneratedRegex(@"bearer|basic\s|passw|secret|token|key=|pwd=|://[^/\s]*@|eyJ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suspicious();

    [GeneratedRegex(@"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    // "token: expired" is a sentence; "token=…", "password: …" and a JSON member are not.
    [GeneratedRegex(@"(\b[\w-]*(?:password|passwd|pwd)""?\s*[=:]\s*""?|\b[\w-]*(?:secret|token|api[_-]?key|access[_-]?key)(?:=""?|""\s*:\s*""))[^\s&;,""'•]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(://)[^/\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserPart();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex SignedToken();
}
