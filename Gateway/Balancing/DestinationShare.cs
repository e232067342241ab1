using System.Globalization;
using Yarp.ReverseProxy.Configuration;

namespace Workshop.Gateway.Balancing;

/// <summary>What one destination of the route file gets of the requests; all pods that its name leads to have the same.</summary>
/// <param name="Name">The destination's name in the route file.</param>
/// <param name="Weight">Its part of the sum of all weights; 0: only by header.</param>
/// <param name="Header">Null, or the header and value that lead here whatever the weight.</param>
internal sealed record DestinationShare(string Name, int Weight, (string Name, string Value)? Header)
{
    public const int DefaultWeight = 1;
    private const string WeightKey = "Weight";
    private const string HeaderKey = "Header";

    /// <summary>Keeps in the destination what the route file says beside what YARP reads.</summary>
    public static DestinationConfig Keep(DestinationConfig destination, string name, string? weight, string? header)
    {
        var metadata = new Dictionary<string, string>(destination.Metadata ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase)
        {
            [nameof(Name)] = name,
            [WeightKey] = weight ?? DefaultWeight.ToString(CultureInfo.InvariantCulture),
        };
        if (header is not null)
        {
            metadata[HeaderKey] = header;
        }

        return destination with { Metadata = metadata };
    }

    public static DestinationShare Of(DestinationConfig destination)
    {
        var metadata = destination.Metadata!;
        var header = metadata.TryGetValue(HeaderKey, out var text) && TryParseHeader(text, out var parsed) ? parsed : ((string, string)?)null;
        return new DestinationShare(metadata[nameof(Name)], int.Parse(metadata[WeightKey], CultureInfo.InvariantCulture), header);
    }

    // x-canary: true
    public static bool TryParseHeader(string text, out (string Name, string Value) header)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        header = colon < 0 ? default : (text[..colon].Trim(), text[(colon + 1)..].Trim());
        return header is { Name.Length: > 0, Value.Length: > 0 } && header.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
    }
}
