using System.Globalization;
using System.Text;
using Workshop.Labs.Guides;
using Workshop.Labs.Progress;

namespace Workshop.Labs.Reporting;

/// <summary>A learner's progress as one page of HTML that needs nothing beside it.</summary>
internal static class ReportPage
{
    private const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
        h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
        table { border-collapse: collapse; width: 100%; }
        .green { color: var(--good); font-weight: 600; }
        """;

    public static string Write(IEnumerable<(Lab Lab, Guide Guide)> labs, LearnerProgress progress, DateTimeOffset now)
    {
        var page = HtmlPage.Begin("Workshop: progress", Style);
        var all = labs.ToList();
        var done = all.Count(one => progress.Of(one.Lab).StateOf(one.Lab) == "done");
        page.Append(CultureInfo.InvariantCulture, $"\n<h1>Progress</h1>\n<p>{done} of {all.Count} labs done, on {HtmlPage.Minute(now)}.</p>\n");
        foreach (var (lab, guide) in all)
        {
            AppendLab(page, lab, guide, progress.Of(lab));
        }

        return HtmlPage.Finish(page);
    }

    private static void AppendLab(StringBuilder page, Lab lab, Guide guide, LabProgress progress)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{HtmlPage.Text(guide.Title)}: {HtmlPage.Text(progress.StateOf(lab))}</h2>\n");
        if (progress.BegunAt is null)
        {
            return;
        }

        page.Append("<table><tr><th>step</th><th>green</th><th>hints</th></tr>\n");
        foreach (var check in lab.Checks)
        {
            var green = progress.Green.TryGetValue(check.Step, out var at)
                ? $"<span class=\"green\">{HtmlPage.Minute(at)}</span>{(progress.Solved.Contains(check.Step) ? ", by solve" : string.Empty)}"
                : "–";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{HtmlPage.Text(check.Step)}</td><td>{green}</td><td>{progress.Hints.GetValueOrDefault(check.Step)}</td></tr>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"</table>\n<p>Quiz: {progress.Quiz.Count} right.</p>\n");
    }
}
