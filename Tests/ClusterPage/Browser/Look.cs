using Microsoft.Playwright;

namespace Workshop.ClusterPage.Tests.Browser;

/// <summary>How a page is looked at.</summary>
/// <param name="Width">In CSS pixels.</param>
public sealed record Look(ColorScheme Scheme, int Width)
{
    /// <value>A laptop's window, or a projector's.</value>
    public static Look Wide { get; } = new(ColorScheme.Light, 1280);

    /// <value>A telephone's.</value>
    public static Look Narrow { get; } = new(ColorScheme.Light, 400);

    /// <value>Every page must be good in all of these.</value>
    public static IReadOnlyList<Look> All { get; } = [Wide, Narrow, Wide with { Scheme = ColorScheme.Dark }, Narrow with { Scheme = ColorScheme.Dark }];

    /// <value><c>light</c> or <c>dark</c>.</value>
    public string SchemeName => Scheme == ColorScheme.Dark ? "dark" : "light";
}
