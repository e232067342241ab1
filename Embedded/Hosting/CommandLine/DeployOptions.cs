namespace Workshop.Hosting.CommandLine;

/// <summary>Where the application is deployed to, and in which form.</summary>
/// <param name="Overlay">Default <c>local</c>; a folder of <c>kubernetes/overlays</c>.</param>
/// <param name="Context">Of the kubeconfig; null: the current one.</param>
/// <param name="Registry">Where images are pushed to and pulled from; null: the cluster has them, and none is built.</param>
internal sealed record DeployOptions(string Overlay, string? Context, string? Registry)
{
    public const string DefaultOverlay = "local";
}
