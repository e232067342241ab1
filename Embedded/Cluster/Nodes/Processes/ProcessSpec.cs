namespace Workshop.Cluster.Nodes.Processes;

/// <summary>What to start: nothing of this process' own environment is passed on.</summary>
/// <param name="Program">Absolute path of the program.</param>
/// <param name="Arguments">The whole argv; the first is what the program sees as its own name.</param>
/// <param name="WorkingDirectory">Absolute path of a folder that exists.</param>
internal sealed record ProcessSpec(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory)
{
    public ProcessInput Input { get; init; }
}
