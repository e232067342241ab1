namespace Workshop.Hosting.Deploying;

/// <summary>The user's kubectl, which knows the user's clusters and how to log in to them.</summary>
internal interface IKubectl
{
    /// <param name="input">Its standard input, for what may not stand among arguments; null: none.</param>
    Task<KubectlAnswer> AskAsync(IReadOnlyList<string> arguments, string? input, CancellationToken ct);

    /// <summary>Runs it with each line shown to the user as it comes.</summary>
    /// <returns>The exit code.</returns>
    Task<int> ShowAsync(IReadOnlyList<string> arguments, CancellationToken ct);
}

/// <summary>What a kubectl that has ended said.</summary>
internal sealed record KubectlAnswer(int ExitCode, string Output, string Error)
{
    public bool IsGood => ExitCode == 0;
}
