using MudBlazor;

namespace Workshop.Dashboard.Shell;

/// <summary>A page of the navigation.</summary>
/// <param name="Title">As its header says it.</param>
/// <param name="Href">Its address.</param>
/// <param name="Icon">An SVG of MudBlazor's.</param>
/// <param name="Key">Opens it after <c>g</c>.</param>
internal sealed record NavigationItem(string Title, string Href, string Icon, char Key)
{
    /// <value>In the order of the menu: what exists, what it says, how it is run.</value>
    public static IReadOnlyList<NavigationItem> All { get; } =
    [
        new("Resources", "/resources", Icons.Material.Outlined.GridView, 'r'),
        new("Console logs", "/consolelogs", Icons.Material.Outlined.Terminal, 'c'),
        new("Structured logs", "/structuredlogs", Icons.Material.Outlined.Notes, 's'),
        new("Traces", "/traces", Icons.Material.Outlined.AccountTree, 't'),
        new("Metrics", "/metrics", Icons.Material.Outlined.QueryStats, 'm'),
        new("Cluster", "/cluster", Icons.Material.Outlined.Hub, 'k'),
    ];
}
