using System.Globalization;

namespace Workshop.Cluster.Usage;

/// <summary>Measured amounts as Kubernetes writes quantities: the largest unit that keeps all of it.</summary>
internal static class UsageText
{
    private const long Kibi = 1024;

    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static string Nanocores(long amount) => Largest(amount, 1000, Decimal, Array.IndexOf(Decimal, "n"));

    /// <summary>Thousandths, such as 1500 → <c>1500m</c> and 64000000 → <c>64k</c>.</summary>
    public static string Thousandths(long amount) => Largest(amount, 1000, Decimal, Array.IndexOf(Decimal, "m"));

    public static string Bytes(long amount) => Largest(amount, Kibi, Binary, 0);

    /// <summary>As Go writes a duration: <c>15.003s</c>, <c>1m2.5s</c>. Milliseconds are enough.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = Math.Round((decimal)time.TotalSeconds, 3);
        return seconds < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)(seconds / 60)}m{seconds % 60:0.###}s");
    }

    private static string Largest(long amount, long step, string[] units, int unit)
    {
        if (amount == 0)
        {
            return "0";
        }

        while (amount % step == 0 && unit < units.Length - 1)
        {
            (amount, unit) = (amount / step, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amount}{units[unit]}");
    }
}
