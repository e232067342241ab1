using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>
/// Numbers as Kubernetes writes those that it has no type for: read as int64 where that is possible, else as float64, and written as Go writes these:
/// <c>1.0</c> → <c>1</c>, <c>1e6</c> → <c>1000000</c>, <c>1e21</c> → <c>1e+21</c>.
/// </summary>
internal static class GoNumber
{
    // Between these Go writes no exponent.
    private const double LeastPlain = 1e-6;
    private const double MostPlain = 1e21;

    /// <summary>Writes every number of the tree anew.</summary>
    /// <exception cref="FormatException">A number that float64 cannot hold, in Go's words.</exception>
    public static void Normalize(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (field, value) in map.ToList())
                {
                    if (Replacement(value) is { } number)
                    {
                        map[field] = number;
                    }
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (Replacement(list[i]) is { } number)
                    {
                        list[i] = number;
                    }
                }

                break;
        }
    }

    /// <param name="text">A JSON number.</param>
    public static string Text(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        var number = double.Parse(text, CultureInfo.InvariantCulture);
        if (double.IsInfinity(number))
        {
            throw new FormatException($"json: cannot unmarshal number {text} into Go value of type float64");
        }

        if (number == 0)
        {
            return double.IsNegative(number) ? "-0" : "0";
        }

        var (sign, digits, exponent) = Shortest(number);
        return sign + (Math.Abs(number) is < LeastPlain or >= MostPlain ? Scientific(digits, exponent) : Plain(digits, exponent));
    }

    private static JsonNode? Replacement(JsonNode? value)
    {
        if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
        {
            var text = number.ToJsonString();
            var written = Text(text);
            return written == text ? null : JsonNode.Parse(written);
        }

        Normalize(value);
        return null;
    }

    // 123.5 → "", "1235", 2: the digits, and the power of ten of the first.
    private static (string Sign, string Digits, int Exponent) Shortest(double number)
    {
        var parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        var exponent = (point < 0 ? all.Length : point) - 1 - leading + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        return (number < 0 ? "-" : "", all.Trim('0') is { Length: > 0 } digits ? digits : "0", exponent);
    }

    private static string Plain(string digits, int exponent) =>
        exponent < 0 ? "0." + new string('0', -exponent - 1) + digits
        : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0')
        : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";

    private static string Scientific(string digits, int exponent) =>
        $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
}
