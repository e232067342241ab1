using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Workshop.Benchmarks.Comparing;

/// <summary>What a benchmark found: a section of Docs/performance.md, and the same as JSON beside it.</summary>
/// <param name="Name">As in <c>./bench NAME</c>.</param>
/// <param name="Machine">What it ran on, and what else ran there.</param>
public sealed record Report(string Name, string Machine, DateOnly Day, IReadOnlyList<Comparison> Comparisons)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private string Begin => $"<!-- ./bench {Name} -->";

    private string End => $"<!-- end of {Name} -->";

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Begin}\n{Day:yyyy-MM-dd}, {Machine}.\n\n");
        text.Append("| what | ours: median (least – most) | peer | its median (least – most) | ratio (round by round) | meant |\n|---|---:|---|---:|---:|---|\n");
        text.AppendJoin("", Comparisons.Select(comparison => Row(comparison) + "\n"));
        return text.Append(End).Append('\n').ToString();
    }

    /// <summary>One line of the table.</summary>
    public static string Row(Comparison comparison) =>
        $"| {comparison.What}, {comparison.Unit} | {Text(comparison.Ours)} | {comparison.Peer} | {Text(comparison.Theirs)} | {Ratio(comparison)} | {Meant(comparison)} |";

    /// <summary>Writes the section in the place of the earlier one, or at the end, and NAME.json into <paramref name="folder"/>.</summary>
    public void Write(string page, string folder)
    {
        var text = File.Exists(page) ? File.ReadAllText(page) : "";
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End + "\n", StringComparison.Ordinal);
        File.WriteAllText(page, begin >= 0 && end > begin ? text[..begin] + ToMarkdown() + text[(end + End.Length + 1)..] : text + "\n" + ToMarkdown());
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{Name}.json"), JsonSerializer.Serialize(this, Json) + "\n");
    }

    private static string Text(IReadOnlyList<double> values)
    {
        var spread = Spread.Of(values);
        return $"{Number(spread.Median)} ({Number(spread.Least)} – {Number(spread.Most)})";
    }

    private static string Ratio(Comparison comparison)
    {
        var spread = Spread.Of(comparison.Ratios);
        var range = string.Create(CultureInfo.InvariantCulture, $"{spread.Least:0.00} – {spread.Most:0.00}");
        return comparison.TellsApart ? string.Create(CultureInfo.InvariantCulture, $"**{spread.Median:0.00}** ({range})") : $"not to be told apart ({range})";
    }

    private static string Meant(Comparison comparison) => comparison.Goal is not { } goal ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(goal.IsAtLeast ? "at least" : "at most")} {goal.Limit:0.##}{(goal.IsOfFigure ? $" {comparison.Unit}" : "")}: {comparison.IsReached switch { true => "reached", false => "not reached", null => "the rounds do not agree" }}");

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : value >= 1 ? "0.0" : "0.000", CultureInfo.InvariantCulture);
}
