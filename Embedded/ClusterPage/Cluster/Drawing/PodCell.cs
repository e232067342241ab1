namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>A pod as it is drawn. Equal cells look alike: the page draws only what differs.</summary>
/// <param name="Key">Its own light key.</param>
/// <param name="App">Whose it is: what is written on it and gives it its colour.</param>
/// <param name="Suffix">What tells it from its siblings.</param>
/// <param name="Version">The tag of its image.</param>
/// <param name="Words">Its state in words.</param>
/// <param name="Lit">All light keys at which it lights up, separated by blanks.</param>
/// <param name="Traffic">The light keys of the Services that send it traffic, separated by blanks.</param>
/// <param name="Label">Its whole name for who cannot see it.</param>
public sealed record PodCell(
    string Key, string Name, string App, string ColorClass, string Suffix, string Version, Shade Shade, PodLook Look, string Words, string Lit, string Traffic, string Label);
