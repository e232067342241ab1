using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Custom.Expressions;

/// <summary>What a CEL expression speaks of, read without evaluating it.</summary>
/// <param name="Names">Every identifier.</param>
/// <param name="Unknown">Functions and forms that this cluster has not.</param>
internal sealed partial record CelUsage(IReadOnlySet<string> Names, IReadOnlyList<string> Unknown)
{
    // The time that the library takes to read one grows with the square of its length.
    private const int MostCharacters = 4096;

    private static readonly FrozenSet<string> Language = FrozenSet.Create(
        StringComparer.Ordinal,
        "has", "all", "exists", "exists_one", "map", "filter", "size", "contains", "startsWith", "endsWith", "matches", "int", "uint", "double", "string", "bool", "bytes", "type",
        "dyn", "duration", "timestamp", "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds", "in");

    public static CelUsage Of(string expression)
    {
        if (expression.Length > MostCharacters)
        {
            return new CelUsage(FrozenSet<string>.Empty, [$"more than {MostCharacters} characters"]);
        }

        var code = Text().Replace(expression, "\"\"");
        var unknown = Call().Matches(code).Select(call => call.Groups[1].Value).Where(name => !Language.Contains(name) && !CelLibrary.Functions.Contains(name)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (Optional().IsMatch(code))
        {
            unknown.Add(".?");
        }

        return new CelUsage(Name().Matches(code).Select(name => name.Value).ToHashSet(StringComparer.Ordinal), unknown);
    }

    // Texts, raw or not, in one or three quotes of either kind.
    [GeneratedRegex(""""[rRbB]{0,2}("""(?s:.*?)"""|'''(?s:.*?)'''|"(\\.|[^"\\])*"|'(\\.|[^'\\])*')"""")]
    private static partial Regex Text();

    [GeneratedRegex(@"([A-Za-z_]\w*)\s*\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\.\?|\[\?")]
    private static partial Regex Optional();
}
