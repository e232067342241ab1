using System.Text.RegularExpressions;
using Workshop.Labs.Guides;

namespace Workshop.Labs.Running;

/// <summary>
/// What a step that is typed into a shell of its own needs of the steps before it, which were typed into another one: variables that were asked of the cluster, and
/// port-forwards. Asking again changes nothing; what does not answer any more is empty, as it would be for a learner who comes back a day later.
/// </summary>
public static partial class EarlierLines
{
    /// <returns>A block for bash that prints nothing; empty where nothing is needed.</returns>
    public static string Of(IEnumerable<GuideSection> earlier)
    {
        var lines = earlier.SelectMany(section => section.Blocks).Where(block => block.Skip is null).SelectMany(block => block.Text.Split('\n')).ToList();
        var asked = lines.Where(line => Asked().IsMatch(line));
        var forwards = lines.Select(line => Forward().Match(line)).Where(match => match.Success).ToList();
        return string.Join('\n',
        [
            .. forwards.Select(match => $"{match.Groups[1].Value} >/dev/null 2>&1 &"),
            .. forwards.Select(match => $"for __try in 1 2 3 4 5 6 7 8 9 10; do (: </dev/tcp/127.0.0.1/{match.Groups[2].Value}) 2>/dev/null && break; sleep 0.2; done"),
            .. asked,
        ]);
    }

    // IP=$(kubectl get service hello -o jsonpath='{…}')
    [GeneratedRegex(@"^[A-Z_]+=\$\((kubectl (get|config) |curl -).*\)$")]
    private static partial Regex Asked();

    // kubectl port-forward service/front 18171:80 > /dev/null &
    [GeneratedRegex(@"^(kubectl port-forward \S+ (\d+):\S+)( >.*)? &$")]
    private static partial Regex Forward();
}
