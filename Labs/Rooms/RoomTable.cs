using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Workshop.Labs.Rooms;

/// <summary>The room on a terminal. Names are drawn as texts: nothing in them is markup.</summary>
internal static class RoomTable
{
    /// <param name="rows">As many learners as fit; the others are a number.</param>
    public static IRenderable Draw(IReadOnlyList<Learner> learners, DateTimeOffset now, int rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in new[] { "name", "labs done", "now at", "last green", "heard" })
        {
            table.AddColumn(new TableColumn(new Text(title)));
        }

        foreach (var learner in learners.Take(rows))
        {
            var style = learner.IsHere ? Style.Plain : new Style(decoration: Decoration.Dim);
            string[] cells = [learner.Name, learner.Done.ToString(CultureInfo.InvariantCulture), learner.Position, learner.LastGreenAt is { } at ? Ago(now - at) : "–", learner.IsHere ? Ago(now - learner.SeenAt) : "gone"];
            table.AddRow(cells.Select(cell => new Text(cell, style)));
        }

        table.Caption = new TableTitle(learners.Count == 0 ? "nobody is here yet" : learners.Count > rows ? $"and {learners.Count - rows} more" : $"{learners.Count(learner => learner.IsHere)} of {learners.Count} here");
        return table;
    }

    // Clocks of two machines differ: what is yet to come is now.
    private static string Ago(TimeSpan ago) => ago switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalMinutes} min ago"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalHours} h ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)ago.TotalDays} d ago"),
    };
}
