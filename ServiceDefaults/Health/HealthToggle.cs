namespace Workshop.ServiceDefaults.Health;

/// <summary>A status that labs flip by hand.</summary>
internal sealed class HealthToggle
{
    private int _offs;

    public bool IsOn => Volatile.Read(ref _offs) == 0;

    public void Set(bool isOn) => Volatile.Write(ref _offs, isOn ? 0 : 1);

    /// <summary>Two flips at once cancel out, as they do one after the other.</summary>
    public void Flip()
    {
        var seen = Volatile.Read(ref _offs);
        while (Interlocked.CompareExchange(ref _offs, 1 - seen, seen) is var now && now != seen)
        {
            seen = now;
        }
    }
}
