using System.Globalization;
using Workshop.Gateway.Balancing;

namespace Workshop.Gateway.Routes;

/// <summary>What values of the route file must be. Each says what is expected, or null for a good one.</summary>
internal static class FieldCheck
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1);

    public static string? Text(string value) => value.Length > 0 ? null : "must not be empty";

    // The last place is that of the answer for what no route takes.
    public static string? Order(string value) => !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order) ? "must be a whole number"
        : order < int.MaxValue ? null : $"must be less than {int.MaxValue}";

    // In a path that is made of it, '{*rest}' writes the slashes of what it took as %2F.
    public static string? Pattern(string value) => value.Length == 0 ? Text(value)
        : value.Contains("{*", StringComparison.Ordinal) && value.Replace("{**", "", StringComparison.Ordinal).Contains("{*", StringComparison.Ordinal) ? "must have two stars, as in '{**rest}': with one, slashes become '%2F'" : null;

    public static string? AtLeastOne(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? null : "must be a whole number from 1";

    public static string? Weight(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight <= 1_000_000 ? null : "must be a whole number from 0 to 1000000";

    public static string? BodySize(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) && size >= -1 ? null : "must be a number of bytes, or -1 for any size";

    public static string? Flag(string value) => bool.TryParse(value, out _) ? null : "must be true or false";

    public static string? Time(string value) =>
        TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero && time <= LongestTime ? null : "must be a time such as 00:00:10, hours:minutes:seconds";

    public static string? Address(string value) =>
        !Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 ? "must be an address such as 'http://hello' or 'https://10.0.0.7:8443'"
        : value.AsSpan().IndexOfAny('?', '#') >= 0 ? "must be an address and no more: what follows '?' or '#' would never be sent" : null;

    public static string? Version(string value) => value is "1.0" or "1.1" or "2" or "2.0" ? null : "must be 1.0, 1.1 or 2";

    public static string? Header(string value) => DestinationShare.TryParseHeader(value, out _) ? null : "must be a header and its value, such as 'x-canary: true'";

    public static Func<string, string?> OneOf(params string[] words) =>
        value => words.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"must be one of {string.Join(", ", words)}";
}
