namespace Workshop.Fuzz.Tests.Engine;

/// <summary>Whether the managed heap grows with the inputs. The first quarter is warming up: caches fill.</summary>
internal sealed class HeapWatch
{
    /// <summary>What may differ between two looks at a heap that is flat.</summary>
    public const long Tolerance = 24 * 1024 * 1024;

    private readonly List<long> _looks = [];

    public static int Looks => 16;

    public long? Growth => _looks.Count < 8 ? null : _looks[(_looks.Count * 3 / 4)..].Min() - _looks[(_looks.Count / 4)..(_looks.Count / 2)].Max();

    public void Look() => _looks.Add(GC.GetTotalMemory(forceFullCollection: true));
}
