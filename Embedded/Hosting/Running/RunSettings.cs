using Workshop.Cluster.Images;

namespace Workshop.Hosting.Running;

/// <summary>What a run is started with, worked out from arguments, environment and the AppHost's build.</summary>
internal sealed record RunSettings(string StateFolder, int Nodes, bool AutoPorts, bool Empty, bool Dashboard, ImageCatalogue Images)
{
    /// <value>True: the browser shows the dashboard as soon as everything is Ready.</value>
    public bool OpensDashboard { get; init; }
}
