namespace Workshop.ClusterPage.Shell.Parts;

/// <summary>Gives each resource a colour of its own that stays, on every page and after every start: it comes from the name alone.</summary>
internal static class ResourceColors
{
    /// <value>How many colours shell.css has: <c>rc-0</c> to <c>rc-11</c>.</value>
    public const int Count = 12;

    // The application's own, well apart from each other; anything else by a digest of its name.
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["gateway"] = 0,
        ["hello"] = 3,
        ["auth"] = 8,
        ["redis"] = 5,
        ["monolith"] = 10,
    };

    /// <returns>A class that sets <c>--rc</c>, the colour for lines and areas, and <c>--rc-text</c>, the one that can be read.</returns>
    public static string ClassOf(string resource) => $"rc-{IndexOf(resource)}";

    public static int IndexOf(string resource)
    {
        if (Known.TryGetValue(resource, out var known))
        {
            return known;
        }

        // FNV-1a: string.GetHashCode differs from process to process.
        var hash = 2166136261u;
        foreach (var letter in resource)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (hash >> 16)) % Count);
    }
}
