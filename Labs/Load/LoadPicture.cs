using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Workshop.Labs.Load;

/// <summary>A load as a terminal shows it: who answers, how many fail, how long it takes.</summary>
internal static class LoadPicture
{
    private const int RecentSeconds = 3;
    private static readonly Color[] Colours = [Color.Green, Color.Blue, Color.Yellow, Color.Fuchsia, Color.Aqua];

    public static IRenderable Of(LoadReport report)
    {
        // The whole second under way would always look short.
        var recent = report.Seconds.SkipLast(1).TakeLast(RecentSeconds).ToList();
        var versions = new BarChart().Width(60).Label($"[bold]answers by version, last {RecentSeconds} s[/]").LeftAlignLabel();
        foreach (var (version, index) in report.ByVersion.Keys.Select((version, index) => (version, index)))
        {
            versions.AddItem(Markup.Escape(version), recent.Sum(second => second.ByVersion.GetValueOrDefault(version)), Colours[index % Colours.Length]);
        }

        var pods = new Table().Border(TableBorder.None).AddColumn("pod").AddColumn(new TableColumn("answers").RightAligned());
        foreach (var (pod, count) in report.ByPod)
        {
            pods.AddRow(Markup.Escape(pod), count.ToString(CultureInfo.InvariantCulture));
        }

        var failed = report.Failed == 0 ? "[green]0 failed[/]" : $"[red]{report.Failed} failed[/]: {Markup.Escape(string.Join(", ", report.Failures.Select(one => $"{one.Value} × {one.Key}")))}";
        return new Rows(
            new Markup($"[bold]{Markup.Escape(report.Target)}[/]  {report.PerSecond}/s  {report.Sent} sent  {failed}"),
            new Markup(string.Create(CultureInfo.InvariantCulture, $"latency: median {report.Latency.Median:0.0} ms, p95 {report.Latency.P95:0.0} ms")),
            report.ByVersion.Count > 0 ? versions : new Text("no answer yet"),
            report.ByPod.Count > 0 ? pods : new Text("(answers do not say their pod)"),
            new Text("Ctrl+C ends it."));
    }
}
