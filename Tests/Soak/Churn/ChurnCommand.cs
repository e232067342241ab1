using System.CommandLine;
using System.Globalization;

namespace Workshop.Soak.Tests.Churn;

/// <summary><c>./soak churn</c>: the whole application under constant change and traffic; what it takes must stay level after it is warm.</summary>
internal static class ChurnCommand
{
    private const int PerSecond = 50;

    // What the task allows; of a few threads or files one more is no leak.
    private const double MostGrowth = 0.05;
    private const double Few = 4;

    private static string Folder => Repository.PathOf("artifacts", "soak", "churn");

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 30 };
        var command = new Command("churn", "Keeps the application busy and draws what it takes.") { minutes };
        command.SetAction((result, ct) => RunAsync(TimeSpan.FromMinutes(result.GetValue(minutes)), ct));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        // At this pace an hour's Events are a hundred thousand: what they take would rise for the whole of it.
        await using var workshop = await RunningWorkshop.Start(["--Workshop:EventTtl=00:02:00"]);
        var meter = new Meter(await LongLived.Of(workshop), workshop.StateFolder);
        var busyness = new Busyness(workshop);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var load = OpenLoopLoad.Start(new Uri(workshop.Gateway, "version"), PerSecond);
        var busy = busyness.RunAsync(stopping.Token);
        try
        {
            var metering = meter.RunAsync(duration, stopping.Token);
            await (await Task.WhenAny(metering, busy));
            await metering;
        }
        finally
        {
            await stopping.CancelAsync();
            await TellAsync(meter.Courses);
        }

        await busy;
        var report = await load.Finish();
        await workshop.EndsWithoutATrace();
        Console.WriteLine($"{busyness.Rounds} rounds; {report}");
        return report.Failures.Count == 0 && meter.Courses.All(IsLevel) ? 0 : 1;
    }

    private static bool IsLevel(Course course) => course.Growth <= MostGrowth || course.Rise <= Few;

    private static async Task TellAsync(IReadOnlyList<Course> courses)
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "chart.svg"), Chart.Draw(courses));
        await File.WriteAllLinesAsync(Path.Combine(Folder, "values.csv"), courses.Select(course => $"{course.Name},{string.Join(',', course.Values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}"));
        foreach (var course in courses)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{course.Name,-34} most {course.Values.DefaultIfEmpty().Max(),10:0}  grown {course.Growth,7:P1} {(IsLevel(course) ? "" : "  GROWS")}"));
        }
    }
}
