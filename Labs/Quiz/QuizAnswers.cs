using System.Text.RegularExpressions;
using Workshop.Labs.Access;

namespace Workshop.Labs.Quiz;

/// <summary>Answers as they stand in the cluster, and what a learner says of them.</summary>
internal static partial class QuizAnswers
{
    /// <returns>What stands there now; null where there is no such object.</returns>
    public static async Task<string?> LookUpAsync(QuizLookup lookup, ClusterAccess access, CancellationToken ct)
    {
        var kubectl = ToolRun.Find("kubectl") ?? throw new LabException("kubectl is not on the PATH. './workshop doctor' says where to get it.");
        string[] which = lookup.Name is { } name ? [name] : lookup.Selector is { } selector ? ["-l", selector] : [];
        var found = await ToolRun.RunAsync(
            kubectl, ["get", lookup.Kind, .. which, "-o", $"jsonpath={lookup.JsonPath}", "--context", access.Context, "-n", access.Namespace], access.Kubeconfig, ct);
        return found switch
        {
            { ExitCode: 0 } => found.Output,
            _ when Away().IsMatch(found.Error) => throw new LabException($"The cluster did not answer: {found.Error} Is it running? './workshop up --empty' starts one."),
            _ => null,
        };
    }

    /// <summary>Compares as a person would: blanks, quotes and case do not count, nor does the order of several.</summary>
    public static bool IsRight(string said, string inCluster) => Words(said).Order(StringComparer.Ordinal).SequenceEqual(Words(inCluster).Order(StringComparer.Ordinal));

    // "The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?"
    [GeneratedRegex("^(The connection to the server|Unable to connect to the server)", RegexOptions.Multiline)]
    private static partial Regex Away();

    // {"app":"hello","track":"stable"} and app=hello, track=stable are the same words.
    private static string[] Words(string text) => text
        .ToLowerInvariant()
        .Replace("\"", string.Empty, StringComparison.Ordinal)
        .Replace("'", string.Empty, StringComparison.Ordinal)
        .Replace(':', '=')
        .Split([' ', '\t', '\n', ',', '{', '}', '[', ']', ';'], StringSplitOptions.RemoveEmptyEntries);
}
