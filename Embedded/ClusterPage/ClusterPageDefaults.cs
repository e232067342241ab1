namespace Workshop.ClusterPage;

/// <summary>What a cluster page that is told nothing does; environment variables and flags win over it.</summary>
internal static class ClusterPageDefaults
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Workshop:Http"] = "127.0.0.1:18880",
        ["Workshop:Health"] = "127.0.0.1:18881",

        // Nothing balances load over these pages, and each file of a page would leave a line.
        ["Workshop:DrainDelay"] = "00:00:00",
        ["Workshop:DrainTimeout"] = "00:00:05",
        ["Workshop:AccessLog"] = "off",
    };

    public static void AddClusterPageDefaults(this WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(Settings);
}
