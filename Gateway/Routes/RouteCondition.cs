namespace Workshop.Gateway.Routes;

/// <summary>What a route demands of one header or query parameter.</summary>
internal sealed record RouteCondition(string Name, string Mode, IReadOnlyList<string> Values)
{
    public static RouteCondition Of(IConfigurationSection section) => new(
        section["Name"] ?? "",
        section["Mode"]?.ToLowerInvariant() switch { null or "exactheader" => "exact", "headerprefix" => "prefix", var mode => mode },
        [.. section.GetSection("Values").GetChildren().Select(item => item.Value ?? "")]);

    /// <summary>True unless one has more, and so goes first, or two of them cannot both be.</summary>
    public static bool MayMeet(IReadOnlyList<RouteCondition> ones, IReadOnlyList<RouteCondition> others) =>
        ones.Count == others.Count && !ones.Any(one => others.Any(other => one.Excludes(other) || other.Excludes(one)));

    private bool Excludes(RouteCondition other) => Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && (Mode, other.Mode) switch
    {
        ("notexists", not "notexists" and not "notcontains") => true,
        ("exact", "exact") => !Values.Any(value => other.Values.Contains(value, StringComparer.OrdinalIgnoreCase)),
        ("exact", "prefix") => !Values.Any(value => other.Values.Any(start => value.StartsWith(start, StringComparison.OrdinalIgnoreCase))),
        ("exact", "contains") => !Values.Any(value => other.Values.Any(part => value.Contains(part, StringComparison.OrdinalIgnoreCase))),
        ("exact" or "prefix" or "contains", "notcontains") => Values.All(value => other.Values.Any(part => value.Contains(part, StringComparison.OrdinalIgnoreCase))),
        ("prefix", "prefix") => !Values.Any(value => other.Values.Any(start => value.StartsWith(start, StringComparison.OrdinalIgnoreCase) || start.StartsWith(value, StringComparison.OrdinalIgnoreCase))),
        _ => false,
    };
}
