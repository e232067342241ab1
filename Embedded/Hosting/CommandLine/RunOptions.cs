namespace Workshop.Hosting.CommandLine;

/// <summary>What the AppHost was asked for on its command line.</summary>
internal sealed record RunOptions
{
    public const int DefaultNodes = 3;
    public const int MaxNodes = 100;

    /// <value>Null: the environment's or the default one.</value>
    public string? StateFolder { get; init; }

    /// <value>True: any free ports. False: 8080, 8443 and 6443, or the next free ones.</value>
    public bool AutoPorts { get; init; }

    public int Nodes { get; init; } = DefaultNodes;

    /// <value>True: a cluster without the application.</value>
    public bool Empty { get; init; }

    /// <value>Null: with the application, and not in an empty cluster.</value>
    public bool? Dashboard { get; init; }

    /// <value>Null: the application is run.</value>
    public PublishOptions? Publish { get; init; }

    /// <summary>Arguments such as <c>--Parameters:signing-key=…</c>, for the configuration.</summary>
    public IReadOnlyList<string> Configuration { get; init; } = [];
}
