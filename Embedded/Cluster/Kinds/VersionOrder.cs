using System.Globalization;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Kinds;

/// <summary>Versions as Kubernetes ranks them: v10, v2, v1, v2beta1, v1beta2, v1alpha1, and what looks like none of these by its name.</summary>
internal sealed partial class VersionOrder : IComparer<string>
{
    public static VersionOrder NewestFirst { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Rank(x ?? ""), Rank(y ?? ""));
        var byRank = right.CompareTo(left);
        return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
    }

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        var parts = Pattern().Match(version);
        if (!parts.Success)
        {
            return (0, 0, 0);
        }

        var stability = parts.Groups["stage"].Value switch { "" => 3, "beta" => 2, _ => 1 };
        return (stability, Number(parts.Groups["major"]), stability == 3 ? 0 : Number(parts.Groups["minor"]));
    }

    private static int Number(Group digits) => int.TryParse(digits.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex("^v(?<major>[0-9]+)((?<stage>alpha|beta)(?<minor>[0-9]+))?$")]
    private static partial Regex Pattern();
}
