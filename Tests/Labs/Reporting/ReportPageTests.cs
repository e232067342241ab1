using System.Xml.Linq;
using Workshop.Labs.Checks;
using Workshop.Labs.Guides;
using Workshop.Labs.Progress;
using Workshop.Labs.Reporting;

namespace Workshop.Labs.Tests.Reporting;

public sealed class ReportPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Lab Pods = new(4, "04-pods", [Check("running"), Check("logs")]);
    private static readonly Lab Health = new(5, "05-health", [Check("ready")]);

    [Fact]
    public void A_report_says_of_each_lab_how_far_it_is_and_of_each_step_when_and_how_it_became_green()
    {
        var progress = LearnerProgress.None.With(Pods, one => one.Begun(Now).Seen("running", Now.AddMinutes(5)).Hinted("logs", Now) with { Solved = ["running"], Quiz = ["ip"] });

        var page = Body(ReportPage.Write([(Pods, new Guide("Lab 4: Pods", [])), (Health, new Guide("Lab 5: Health", []))], progress, Now.AddHours(1)));

        Assert.Equal("0 of 2 labs done, on 2026-11-30 10:00 UTC.", page.Elements("p").First().Value);
        Assert.Equal(["Lab 4: Pods: step 2 of 2", "Lab 5: Health: not begun"], page.Elements("h2").Select(title => title.Value));
        var table = Assert.Single(page.Elements("table"));
        Assert.Equal(["stepgreenhints", "running2026-11-30 09:05 UTC, by solve0", "logs–1"], table.Elements("tr").Select(row => row.Value));
        Assert.Equal("Quiz: 1 right.", page.Elements("p").Last().Value);
    }

    [Fact]
    public void What_a_guide_says_is_text_and_no_part_of_the_page()
    {
        var page = Body(ReportPage.Write([(Health, new Guide("Lab 5: <b>Health</b> & \"probes\"", []))], LearnerProgress.None, Now));

        Assert.Equal("Lab 5: <b>Health</b> & \"probes\": not begun", Assert.Single(page.Elements("h2")).Value);
    }

    // What is no longer well-formed would be an error here.
    private static XElement Body(string page) => XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);

    private static LabCheck Check(string step) => new(step, (_, _) => Task.FromResult(CheckResult.Green("seen")));
}
