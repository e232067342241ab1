namespace Workshop.House.Tests.Spelling;

/// <summary>Hunspell with its British dictionary, and a list of this house's own words beside it.</summary>
internal static class Speller
{
    private const string Dictionary = "en_GB";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <value>One a line, in order: names of programs and Kubernetes' own words.</value>
    public static IReadOnlyList<string> OwnWords { get; } = [.. WorkingCopy.Text("Tests/House/Spelling/words.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <returns>Those that neither knows.</returns>
    public static async Task<IReadOnlySet<string>> Unknown(IEnumerable<string> words)
    {
        var unknown = await UnknownToDictionary(words);
        unknown.ExceptWith(OwnWords);
        return unknown;
    }

    public static async Task<HashSet<string>> UnknownToDictionary(IEnumerable<string> words)
    {
        var hunspell = RequiredTool.Named("hunspell");
        var result = await TestProcess.Run(hunspell, ["-l", "-d", Dictionary, "-i", "utf-8"], Patience, CleanEnvironment.With(("LC_ALL", "C.UTF-8")), input: string.Join('\n', words) + "\n");
        Skip.If(result.ExitCode != 0 && !RequiredTool.MustBeThere, $"hunspell has no dictionary '{Dictionary}'.");
        return [.. result.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
