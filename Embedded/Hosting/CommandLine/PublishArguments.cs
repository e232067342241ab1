namespace Workshop.Hosting.CommandLine;

/// <summary>The arguments that ask for publishing, collected in any order; what they mean together is decided at the end.</summary>
internal sealed record PublishArguments
{
    public const string Usage = "To publish: --publisher manifest --output-path FILE, or --operation publish --step publish --output-path FOLDER. To deploy: --operation publish --step deploy|destroy [--overlay NAME] [--context NAME] [--registry HOST/PATH].";

    private static readonly Dictionary<string, PublishStep> Steps = new() { ["publish"] = PublishStep.Publish, ["publish-manifest"] = PublishStep.Manifest, ["deploy"] = PublishStep.Deploy, ["destroy"] = PublishStep.Destroy };

    public string? Operation { get; init; }

    public string? Publisher { get; init; }

    public string? Step { get; init; }

    public string? OutputPath { get; init; }

    public string? Overlay { get; init; }

    public string? Context { get; init; }

    public string? Registry { get; init; }

    private bool IsForACluster => Step is "deploy" or "destroy";

    private bool NamesACluster => (Overlay ?? Context ?? Registry) is not null;

    public static bool Knows(string flag) => flag is "--operation" or "--publisher" or "--step" or "--output-path" or "--overlay" or "--context" or "--registry";

    public PublishArguments With(string flag, string value) => flag switch
    {
        "--operation" => this with { Operation = value },
        "--publisher" => this with { Publisher = value },
        "--step" => this with { Step = value },
        "--overlay" => this with { Overlay = value },
        "--context" => this with { Context = value },
        "--registry" => this with { Registry = value },
        _ => this with { OutputPath = value },
    };

    /// <returns>Null: nothing is published; or the one line that says what is wrong.</returns>
    public (PublishOptions? Options, string? Error) Read() => this switch
    {
        { Operation: not (null or "run" or "publish") } => (null, $"Operation '{Operation}' is not known: 'run' or 'publish'. {Usage}"),
        { Publisher: not (null or "manifest") } => (null, $"Publisher '{Publisher}' is not known: 'manifest' is. {Usage}"),
        { Step: { } step } when !Steps.ContainsKey(step) => (null, $"Step '{step}' is not known: {string.Join(", ", Steps.Keys.Select(known => $"'{known}'"))}. {Usage}"),
        { NamesACluster: true, IsForACluster: false } => (null, $"'--overlay', '--context' and '--registry' belong to the steps 'deploy' and 'destroy'. {Usage}"),
        { IsForACluster: true, OutputPath: not null } => (null, $"Step '{Step}' writes no files: '--output-path' belongs to publishing. {Usage}"),
        { Publisher: not null, Operation: "run" } => (null, $"'--publisher' and '--operation run' exclude each other. {Usage}"),
        { Publisher: not null } => (new(PublishStep.Manifest, OutputPath), null),
        { Operation: "publish", IsForACluster: true } => (new(Steps[Step!], null) { Deploy = new(Overlay ?? DeployOptions.DefaultOverlay, Context, Registry) }, null),
        { Operation: "publish" } => (new(Step is null ? PublishStep.Publish : Steps[Step], OutputPath), null),
        { Step: not null } => (null, $"'--step' belongs to '--operation publish'. {Usage}"),
        { OutputPath: not null } => (null, $"'--output-path' belongs to publishing. {Usage}"),
        _ => (null, null),
    };
}
