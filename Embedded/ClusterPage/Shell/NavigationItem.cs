using MudBlazor;

namespace Workshop.ClusterPage.Shell;

/// <summary>A page of the navigation.</summary>
/// <param name="Title">As its header says it.</param>
/// <param name="Href">Its address.</param>
/// <param name="Icon">An SVG of MudBlazor's.</param>
/// <param name="Key">Opens it after <c>g</c>.</param>
internal sealed record NavigationItem(string Title, string Href, string Icon, char Key)
{
    /// <value>In the order of the menu; the first one is where one arrives. A page is a folder of this project, and a row here.</value>
    public static IReadOnlyList<NavigationItem> All { get; } =
    [
        new("Cluster", "/cluster", Icons.Material.Outlined.Hub, 'k'),
        new("Labs", "/labs", Icons.Material.Outlined.School, 'l'),
    ];
}
