using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Workshop.Soak.Tests.Churn;

namespace Workshop.Soak.Tests.Rows;

/// <summary><c>./soak rows</c>: every pod is a row of Aspire's dashboard, and rows are used again: many pods that come and go leave no more than few do, and hundreds at once harm nobody.</summary>
internal static class RowsCommand
{
    private const int AtOnce = 100;
    private const int Warm = 200;
    private const int Alive = 500;
    private const double MostGrowth = 30;
    private const int Nodes = 6;
    private const int FewEvents = 100;
    private const string Dashboard = "Aspire.Dashboard";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var pods = new Option<int>("--pods") { Description = "How many are made and deleted.", DefaultValueFactory = _ => 2_000 };
        var command = new Command("rows", "Pods that come and go: what AppHost and dashboard keep of them.") { pods };
        command.SetAction((result, ct) => RunAsync(result.GetValue(pods), ct));
        return command;
    }

    private static async Task<int> RunAsync(int pods, CancellationToken ct)
    {
        await using var workshop = await RunningWorkshop.Start(["--nodes", $"{Nodes}", "--Workshop:EventTtl=00:00:20"]);
        var processes = Processes(workshop);
        await Do(workshop, "create deployment rows --image=busybox:1.36 --replicas=0 -- sleep 3600");
        var warm = new Dictionary<string, double>();
        for (var made = AtOnce; made <= pods; made += AtOnce)
        {
            await ScaleAsync(workshop, AtOnce);
            await ScaleAsync(workshop, 0);
            if (made == Warm)
            {
                await EventsAreGoneAsync(workshop);
                warm = await MegabytesAsync(processes, ct);
            }
        }

        await EventsAreGoneAsync(workshop);
        var isGood = true;
        foreach (var (name, megabytes) in await MegabytesAsync(processes, ct))
        {
            var growth = megabytes - warm[name];
            isGood &= growth <= MostGrowth;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {warm[name],6:0} MB after {Warm} pods, {megabytes,6:0} MB after {pods}: {growth:+0;-0;0} MB"));
        }

        isGood &= await ManyAtOnceAsync(workshop, processes, ct);
        await workshop.EndsWithoutATrace();
        return isGood ? 0 : 1;
    }

    private static async Task<bool> ManyAtOnceAsync(RunningWorkshop workshop, IReadOnlyDictionary<string, int> processes, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await ScaleAsync(workshop, Alive);
        var seconds = watch.Elapsed.TotalSeconds;
        var megabytes = await MegabytesAsync(processes, ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Alive} alive after {seconds:0} s: {string.Join(", ", megabytes.Select(pair => $"{pair.Key} {pair.Value:0} MB"))}"));
        var isGood = true;
        foreach (var page in new[] { workshop.Endpoints.Dashboard, workshop.Endpoints.ClusterPage }.OfType<Uri>())
        {
            watch.Restart();
            (await workshop.Curl($"-L -o /dev/null {page}")).Succeeded();
            isGood &= watch.Elapsed <= PageLimit;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the page {page.GetLeftPart(UriPartial.Authority)} answers in {watch.Elapsed.TotalMilliseconds:0} ms"));
        }

        return isGood;
    }

    // They stay for a while by design, and are objects as any: what is asked is what rows leave.
    private static Task EventsAreGoneAsync(RunningWorkshop workshop) => Eventually.Is(
        async () => (await Do(workshop, "get events -A -o name")).Count(character => character == '\n') < FewEvents, "Events have gone", Limit, CancellationToken.None);

    private static async Task ScaleAsync(RunningWorkshop workshop, int replicas)
    {
        await Do(workshop, $"scale deployment/rows --replicas={replicas}");
        await Eventually.Is(
            async () => await Do(workshop, "get deployment rows -o jsonpath='{.status.replicas}/{.status.readyReplicas}'") == (replicas == 0 ? "/" : $"{replicas}/{replicas}")
                && (replicas > 0 || (await Do(workshop, "get pods -l app=rows -o name")).Length == 0),
            $"{replicas} pods are Ready and no other is there",
            Limit,
            CancellationToken.None);
    }

    private static Dictionary<string, int> Processes(RunningWorkshop workshop)
    {
        // The dashboard is no child of the AppHost's: Aspire's orchestrator starts it.
        var dashboard = ProcessTable.Naming(workshop.StateFolder).FirstOrDefault(process => Path.GetFileName(process.Command.Split(' ')[0]) == Dashboard)
            ?? throw new InvalidOperationException($"There is no process '{Dashboard}' of this run.");
        return new Dictionary<string, int> { [Dashboard] = dashboard.Id, ["Workshop.AppHost"] = workshop.Process.Id };
    }

    // RSS, the middle one of some looks.
    private static async Task<Dictionary<string, double>> MegabytesAsync(IReadOnlyDictionary<string, int> processes, CancellationToken ct)
    {
        var looks = new List<Dictionary<string, double>>();
        using var timer = new PeriodicTimer(Settling, TimeProvider.System);
        while (looks.Count < 5 && await timer.WaitForNextTickAsync(ct))
        {
            looks.Add(processes.ToDictionary(pair => pair.Key, pair => ProcessSample.Of(pair.Value)?.Resident * 1024 / 1_000_000 ?? throw new InvalidOperationException($"'{pair.Key}' has ended.")));
        }

        return processes.Keys.ToDictionary(name => name, name => looks.Select(look => look[name]).Order().ElementAt(looks.Count / 2));
    }

    private static async Task<string> Do(RunningWorkshop workshop, string arguments) => (await workshop.KubectlInLabs(arguments, Limit)).Succeeded().Trim();
}
