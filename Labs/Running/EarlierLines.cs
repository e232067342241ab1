using System.Text.RegularExpressions;
using Workshop.Labs.Guides;

namespace Workshop.Labs.Running;

/// <summary>
/// What a step that is typed into a shell of its own needs of the steps before it, which were typed into another one: variables that were asked of the cluster, and
/// port-forwards and whatever a block starts that is marked <c>again</c>. Asking again changes nothing; what does not answer any more is empty, as it would be for a learner who comes back a day later.
/// </summary>
public static partial class EarlierLines
{
    /// <returns>A block for bash that prints nothing; empty where nothing is needed.</returns>
    public static string Of(IEnumerable<GuideSection> earlier)
    {
        List<GuideBlock> blocks = [.. earlier.SelectMany(section => section.Blocks).Where(block => block.Skip is null)];
        return string.Join('\n', blocks.SelectMany(block => block.IsAgain ? [$"{{\n{block.Text}\n}} >/dev/null 2>&1"] : Of(block.Text.Split('\n'))));
    }

    private static IEnumerable<string> Of(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (Asked().IsMatch(line))
            {
                yield return line;
            }
            else if (Forward().Match(line) is { Success: true } forward)
            {
                yield return $"{forward.Groups[1].Value} >/dev/null 2>&1 &";
                yield return $"for __try in 1 2 3 4 5 6 7 8 9 10; do (: </dev/tcp/127.0.0.1/{forward.Groups[2].Value}) 2>/dev/null && break; sleep 0.2; done";
            }
        }
    }

    // IP=$(kubectl get service hello -o jsonpath='{…}')
    [GeneratedRegex(@"^[A-Z_]+=\$\((kubectl (get|config) |curl -).*\)$")]
    private static partial Regex Asked();

    // kubectl port-forward service/front 18171:80 > /dev/null &
    [GeneratedRegex(@"^(kubectl port-forward \S+ (\d+):\S+)( >.*)? &$")]
    private static partial Regex Forward();
}
