namespace Workshop.Hosting.CommandLine;

/// <summary>What is published, in the words of Aspire's command line.</summary>
/// <param name="Step">What is done.</param>
/// <param name="OutputPath">As it was given; null: none was.</param>
internal sealed record PublishOptions(PublishStep Step, string? OutputPath)
{
    /// <value>Null but for the steps that work on a cluster.</value>
    public DeployOptions? Deploy { get; init; }
}

internal enum PublishStep
{
    /// <summary><c>--publisher manifest</c>, or <c>--step publish-manifest</c>: Aspire's manifest alone.</summary>
    Manifest,

    /// <summary><c>--step publish</c>: the manifest and Kubernetes' objects.</summary>
    Publish,

    /// <summary><c>--step deploy</c>: to a cluster.</summary>
    Deploy,

    /// <summary><c>--step destroy</c>: away from it.</summary>
    Destroy,
}
