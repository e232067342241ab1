namespace Workshop.Dashboard.Cluster.Drawing;

/// <summary>node-2 before node-10.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    private static readonly StringComparer Numbers = StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.NumericOrdering);

    public int Compare(string? x, string? y) => Numbers.Compare(x, y) is var order and not 0 ? order : string.CompareOrdinal(x, y);
}
