using Yarp.ReverseProxy.Configuration;

namespace Workshop.Gateway.Forwarding;

/// <summary>A route file is text, a header's value bytes: what a route says of headers beyond ASCII, in the characters that those bytes pass as.</summary>
internal static class RouteHeaders
{
    private static readonly string[] Writers = ["RequestHeader", "ResponseHeader", "ResponseTrailer"];
    private static readonly string[] Written = ["Set", "Append"];

    public static RouteConfig Of(RouteConfig route) => route with
    {
        Match = route.Match with { Headers = route.Match.Headers?.Select(Matched).ToList() },
        Transforms = route.Transforms?.Select(Transformed).ToList(),
    };

    private static RouteHeader Matched(RouteHeader header) => new()
    {
        Name = header.Name,
        Values = header.Values?.SelectMany(HeaderBytes.Spellings).ToList(),
        Mode = header.Mode,
        IsCaseSensitive = header.IsCaseSensitive,
    };

    private static IReadOnlyDictionary<string, string> Transformed(IReadOnlyDictionary<string, string> transform) => !Writers.Any(transform.ContainsKey)
        ? transform
        : transform.ToDictionary(pair => pair.Key, pair => Written.Contains(pair.Key, StringComparer.OrdinalIgnoreCase) ? HeaderBytes.Of(pair.Value) : pair.Value, StringComparer.OrdinalIgnoreCase);
}
