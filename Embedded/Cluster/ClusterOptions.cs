using Workshop.Cluster.Images;

namespace Workshop.Cluster;

/// <summary>What a cluster is started with.</summary>
public sealed class ClusterOptions
{
    /// <value>One hour, as in Kubernetes.</value>
    public static readonly TimeSpan UsualEventTtl = TimeSpan.FromHours(1);

    /// <value>Folder for the store, keys, kubeconfig, logs and pods; made if missing. One cluster at a time may use it.</value>
    public required string StateFolder { get; init; }

    /// <value>Default 3, 1 to 100.</value>
    public int NodeCount { get; init; } = 3;

    /// <value>Default 6443; a taken one: the next free one. 0: any free one.</value>
    public int ApiPort { get; init; } = 6443;

    public ImageCatalogue Images { get; init; } = ImageCatalogue.Empty;

    /// <value>True: what an earlier cluster left in the state folder (objects, volumes, logs) is deleted before the start; keys and the kubeconfig's credentials stay. Default false.</value>
    public bool StartsEmpty { get; init; }

    /// <value>Where spans and metrics go from the start; null: nowhere (see <see cref="EmbeddedCluster.SendTelemetryTo"/>).</value>
    public ClusterTelemetry? Telemetry { get; init; }

    /// <value>When a silent node counts as lost.</value>
    public NodeFailure NodeFailure { get; init; } = new();

    /// <value>How often load is measured and acted on.</value>
    public Autoscaling Autoscaling { get; init; } = new();

    /// <value>Whether nodes come and go by need; off by default.</value>
    public NodeAutoscaling NodeAutoscaling { get; init; } = new();

    /// <value>How long an Event stays after it was last told. Default <see cref="UsualEventTtl"/>.</value>
    public TimeSpan EventTtl { get; init; } = UsualEventTtl;

    internal ClusterOptions With(ImageCatalogue images) => new()
    {
        StateFolder = StateFolder,
        NodeCount = NodeCount,
        ApiPort = ApiPort,
        Images = images,
        StartsEmpty = StartsEmpty,
        Telemetry = Telemetry,
        NodeFailure = NodeFailure,
        Autoscaling = Autoscaling,
        NodeAutoscaling = NodeAutoscaling,
        EventTtl = EventTtl,
    };
}
