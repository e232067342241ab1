using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Workshop.Cluster.Objects;

/// <summary>Quantities as Kubernetes writes them.</summary>
internal static partial class QuantityText
{
    // 79,228,162,514,264,337,593,543,950,335 is the most that a decimal holds; of 1e-1000000 the class would reckon every digit.
    private const int MostExponent = 30;
    private const int MostCharacters = 64;

    /// <exception cref="FormatException">It is no quantity, or one with more digits than anything has.</exception>
    public static ResourceQuantity Read(string text) => text.Length <= MostCharacters && Form().Match(text) is { Success: true } match && IsModest(match.Groups[1].ValueSpan)
        ? new ResourceQuantity(text)
        : throw new FormatException("It is no quantity, or has too many digits.");

    /// <summary>In the fewest digits: <c>1024Mi</c> is <c>1Gi</c>, <c>-1000m</c> is <c>-1</c>.</summary>
    public static string Canonical(ResourceQuantity quantity)
    {
        // The class writes amounts below zero with its largest suffix: -1 as -0.000000000000000001E (findings/kubernetesclient-negative-quantity.sh).
        var amount = quantity.ToDecimal();
        return amount < 0 ? $"-{new ResourceQuantity(-amount, 0, quantity.Format).CanonicalizeString()}" : quantity.CanonicalizeString();
    }

    private static bool IsModest(ReadOnlySpan<char> exponent) => exponent.Length == 0 || (int.TryParse(exponent, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= MostExponent);

    // 1.5, 100m, 64Mi, 1e-3
    [GeneratedRegex(@"^[-+]?[0-9.]+(?:[eE]([-+]?[0-9]+)|[eEinumkKMGTP]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
