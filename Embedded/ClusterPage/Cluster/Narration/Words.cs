using System.Globalization;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>Numbers and lists as a person would say them.</summary>
internal static class Words
{
    private static readonly string[] Small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <returns>Such as <c>no pods</c>, <c>one pod</c>, <c>two pods</c>, <c>17 pods</c>.</returns>
    public static string Count(int number, string noun) =>
        $"{(number >= 0 && number < Small.Length ? Small[number] : number.ToString(CultureInfo.InvariantCulture))} {noun}{(number == 1 ? "" : "s")}";

    /// <returns>Such as <c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</returns>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    /// <returns>Such as <c>Service hello sends</c> or <c>Services a and b send</c>.</returns>
    public static string Services(IReadOnlyList<string> names, string verb) =>
        names.Count == 1 ? $"Service {names[0]} {verb}s" : $"Services {List(names)} {verb}";

    public static string Capital(string sentence) => sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    /// <summary>Long messages of others, cut to what fits in a line or two, without their full stop.</summary>
    public static string Short(string message) => (message.Length <= 140 ? message : message[..140] + "…").TrimEnd('.', ' ');
}
