namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>node-2 before node-10: digits count by their value.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? "", y ?? "");
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var a = Part(left, ref i);
            var b = Part(right, ref j);
            var order = char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]) ? Number(a, b) : a.CompareTo(b, StringComparison.Ordinal);
            if (order != 0)
            {
                return order;
            }
        }

        var rest = (left.Length - i).CompareTo(right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    // All digits that follow one another, or one character.
    private static ReadOnlySpan<char> Part(string text, ref int at)
    {
        var from = at++;
        while (char.IsAsciiDigit(text[from]) && at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text.AsSpan(from, at - from);
    }

    private static int Number(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var a = left.TrimStart('0');
        var b = right.TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.CompareTo(b, StringComparison.Ordinal);
    }
}
