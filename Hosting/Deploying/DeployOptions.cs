using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Deploying;

/// <summary>Where the application is deployed to, and in which form.</summary>
/// <param name="Overlay">Default <c>local</c>; a folder of <c>kubernetes/overlays</c>.</param>
/// <param name="Context">Of the kubeconfig; null: the current one.</param>
/// <param name="Registry">Where images are pushed to and pulled from; null: the cluster has them, and none is built.</param>
internal sealed record DeployOptions(string Overlay, string? Context, string? Registry)
{
    public const string DefaultOverlay = "local";

    /// <summary>Of the settings <c>Workshop:Deploy:Overlay</c>, <c>:Context</c> and <c>:Registry</c>.</summary>
    public static DeployOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection($"{RunSettings.Section}:Deploy");
        return new(section["Overlay"] ?? DefaultOverlay, section["Context"], section["Registry"]);
    }
}
