namespace Workshop.Dashboard;

/// <summary>What a dashboard that is told nothing does; environment variables and flags win over it.</summary>
internal static class DashboardDefaults
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Workshop:Http"] = "127.0.0.1:18888",
        ["Workshop:Health"] = "127.0.0.1:18887",

        // Nothing balances load over dashboards, and every service's export would leave a line each second.
        ["Workshop:DrainDelay"] = "00:00:00",
        ["Workshop:DrainTimeout"] = "00:00:05",
        ["Workshop:AccessLog"] = "off",
    };

    public static void AddDashboardDefaults(this WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(Settings);
}
