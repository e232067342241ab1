namespace Workshop.Dashboard.Telemetry.Packing;

/// <summary>The table of now and those before it that are still looked up in: a bounded number, whatever a sender does.</summary>
internal sealed class StringTables
{
    /// <summary>About 4 MB each at the very worst.</summary>
    private const int MaxTables = 4;

    private readonly List<StringTable> _former = [];

    public StringTable Current { get; private set; } = new();

    /// <summary>Begins a new table when this one is full and an old one is free of users; until then further strings stand where they are used.</summary>
    public void Turn()
    {
        if (!Current.IsFull)
        {
            return;
        }

        _former.RemoveAll(table => table.Users == 0);
        if (_former.Count < MaxTables - 1)
        {
            _former.Add(Current);
            Current = new StringTable();
        }
    }
}
