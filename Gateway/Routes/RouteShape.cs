using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Workshop.Gateway.Routes;

/// <summary>Which requests a route takes, and with which rank among others.</summary>
internal sealed record RouteShape(
    string Name, string Key, int Order, RoutePattern Path, IReadOnlyList<string> Hosts, IReadOnlyList<string> Methods, IReadOnlyList<RouteCondition> Headers, IReadOnlyList<RouteCondition> Query)
{
    // What YARP takes for a route that names only hosts.
    private const string AnyPath = "/{**catchall}";

    /// <returns>Null where the path is no pattern or a value is wrong, which others say.</returns>
    public static RouteShape? Of(IConfigurationSection route)
    {
        var match = route.GetSection("Match");
        if (!int.TryParse(route["Order"] ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order) || Parse(match["Path"] ?? AnyPath) is not { } path)
        {
            return null;
        }

        return new RouteShape(route.Key, route.Path, order, path, Values(match, "Hosts"), Values(match, "Methods"), Conditions(match, "Headers"), Conditions(match, "QueryParameters"));
    }

    /// <summary>True where a request may be of both and nothing says whose it is: it would be answered with 500.</summary>
    public bool IsAlike(RouteShape other) =>
        Order == other.Order
        && IsSamePath(Path, other.Path)
        && Meet(Hosts, other.Hosts, IsSameHost)
        && Meet(Methods, other.Methods, (one, two) => one.Equals(two, StringComparison.OrdinalIgnoreCase))
        && RouteCondition.MayMeet(Headers, other.Headers)
        && RouteCondition.MayMeet(Query, other.Query);

    private static RoutePattern? Parse(string path)
    {
        try
        {
            return RoutePatternFactory.Parse(path);
        }
        catch (RoutePatternException)
        {
            return null;
        }
    }

    private static List<string> Values(IConfigurationSection match, string list) => [.. match.GetSection(list).GetChildren().Select(item => item.Value ?? "")];

    private static List<RouteCondition> Conditions(IConfigurationSection match, string list) => [.. match.GetSection(list).GetChildren().Select(RouteCondition.Of)];

    // One without goes behind one with: those two are told apart.
    private static bool Meet(IReadOnlyList<string> ones, IReadOnlyList<string> others, Func<string, string, bool> isSame) =>
        ones.Count == 0 || others.Count == 0 ? ones.Count == others.Count : ones.Any(one => others.Any(other => isSame(one, other)));

    // A plain host goes before '*.example', and one with a port before one without. '*.example' and '*.shop.example' are of one rank.
    private static bool IsSameHost(string one, string other)
    {
        var (longer, shorter) = one.Length >= other.Length ? (one, other) : (other, one);
        return longer.Equals(shorter, StringComparison.OrdinalIgnoreCase)
            || (longer.StartsWith("*.", StringComparison.Ordinal) && shorter.StartsWith("*.", StringComparison.Ordinal) && longer.EndsWith(shorter[1..], StringComparison.OrdinalIgnoreCase));
    }

    // The precedence has a digit for each segment, by its kind: segments of one rank are of one kind.
    private static bool IsSamePath(RoutePattern one, RoutePattern other) =>
        one.InboundPrecedence == other.InboundPrecedence
        && one.PathSegments.Count == other.PathSegments.Count
        && one.PathSegments.Zip(other.PathSegments).All(pair => pair.First.Parts.Count == pair.Second.Parts.Count && pair.First.Parts.Zip(pair.Second.Parts).All(parts => IsSamePart(parts.First, parts.Second)));

    private static bool IsSamePart(RoutePatternPart one, RoutePatternPart other) => (one, other) switch
    {
        (RoutePatternLiteralPart a, RoutePatternLiteralPart b) => a.Content.Equals(b.Content, StringComparison.OrdinalIgnoreCase),
        (RoutePatternSeparatorPart a, RoutePatternSeparatorPart b) => a.Content == b.Content,

        // Of different constraints nobody can say whether a text fulfils both.
        (RoutePatternParameterPart a, RoutePatternParameterPart b) => Constraints(a).SetEquals(Constraints(b)),
        _ => false,
    };

    private static HashSet<string> Constraints(RoutePatternParameterPart parameter) => [.. parameter.ParameterPolicies.Select(policy => policy.Content ?? "")];
}
