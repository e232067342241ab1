using System.Text;

namespace Workshop.Dashboard.Telemetry.Packing;

/// <summary>Strings that come again and again, each kept once and named by a number. Only the writer adds; readers of packed bytes may look up at any time.</summary>
internal sealed class StringTable
{
    public const int MaxStrings = 8_192;
    private const int MaxLength = 256;

    private readonly string[] _strings = new string[MaxStrings];
    private readonly Dictionary<byte[], int> _indexes = new(ByteStringComparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    // A string earns its place when it is seen a second time: ids and other values that never return do not fill the table.
    private readonly int[] _seenOnce = new int[MaxStrings];

    public StringTable()
    {
        _lookup = _indexes.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <value>How many packed items look strings up here; at zero the table is garbage.</value>
    public int Users { get; set; }

    public bool IsFull => _indexes.Count == MaxStrings;

    public string this[int index] => _strings[index];

    /// <returns>Negative when the string is not in the table, and must stand where it is used.</returns>
    public int IndexOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return -1;
        }

        if (_lookup.TryGetValue(utf8, out var index))
        {
            return index;
        }

        return IsFull || !IsSecondSight(utf8) ? -1 : Add(utf8);
    }

    private int Add(ReadOnlySpan<byte> utf8)
    {
        var index = _indexes.Count;
        _strings[index] = Encoding.UTF8.GetString(utf8);
        _lookup[utf8] = index;
        return index;
    }

    private bool IsSecondSight(ReadOnlySpan<byte> utf8)
    {
        var hash = ByteStringComparer.Instance.GetHashCode(utf8);
        ref var seen = ref _seenOnce[(uint)hash % MaxStrings];
        if (seen == hash)
        {
            return true;
        }

        seen = hash;
        return false;
    }
}
