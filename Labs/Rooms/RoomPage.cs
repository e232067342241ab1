using System.Globalization;
using Workshop.Labs.Reporting;

namespace Workshop.Labs.Rooms;

/// <summary>The whole room as one page of HTML that needs nothing beside it: who is how far, lab by lab.</summary>
internal static class RoomPage
{
    private const string Policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""";

    private const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 80rem; overflow-x: auto; }
        table { border-collapse: collapse; }
        .done { color: var(--good); font-weight: 600; }
        """;

    public static string Write(IReadOnlyList<Learner> learners, DateTimeOffset now)
    {
        var labs = Course.Labs.Where(lab => learners.Any(learner => learner.Progress.Of(lab).BegunAt is not null)).ToList();
        var page = HtmlPage.Begin("Workshop: a room", Style, Policy);
        page.Append(CultureInfo.InvariantCulture, $"\n<h1>A room</h1>\n<p>Learners: {learners.Count}, on {HtmlPage.Minute(now)}. A cell is the number of a lab's steps that were green.</p>\n<table><tr><th>name</th><th>labs done</th><th>last green step</th>");
        foreach (var lab in labs)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th title=\"{HtmlPage.Text(lab.Name)}\">{lab.Number}</th>");
        }

        page.Append("</tr>\n");
        foreach (var learner in learners)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{HtmlPage.Text(learner.Name)}</td><td>{learner.Done}</td><td>{(learner.LastGreenAt is { } at ? HtmlPage.Minute(at) : "–")}</td>");
            page.AppendJoin(string.Empty, labs.Select(lab => Cell(learner, lab))).Append("</tr>\n");
        }

        return HtmlPage.Finish(page.Append("</table>\n"));
    }

    private static string Cell(Learner learner, Lab lab)
    {
        var progress = learner.Progress.Of(lab);
        return progress.BegunAt is null
            ? "<td></td>"
            : string.Create(CultureInfo.InvariantCulture, $"<td{(progress.StateOf(lab) == "done" ? " class=\"done\"" : string.Empty)}>{progress.Green.Count}/{lab.Checks.Count}</td>");
    }
}
