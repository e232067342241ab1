using System.CommandLine;
using System.Net.Http.Headers;

namespace Workshop.Soak.Tests.Faults;

/// <summary><c>./soak faults</c>: the application at a steady rate of requests, each tried once, while one thing after another goes wrong.</summary>
internal static class FaultsCommand
{
    public static Command Create()
    {
        var only = new Argument<string[]>("FAULT") { Description = "Only these; all unless told otherwise.", Arity = ArgumentArity.ZeroOrMore };
        only.AcceptOnlyFromAmong([.. FaultList.All.Keys]);
        var command = new Command("faults", "Faults under load: no request may fail.") { only };
        command.SetAction((result, _) => RunAsync(result.GetValue(only) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(string[] only)
    {
        await using var workshop = await RunningWorkshop.Start([]);
        var token = (await workshop.Curl($"-u user:password {workshop.Gateway}login")).Succeeded().Split('"')[3];
        var isGood = true;
        foreach (var (name, run) in FaultList.All.Where(fault => only.Length == 0 || only.Contains(fault.Key)))
        {
            await using var load = OpenLoopLoad.Start(new Uri(workshop.Gateway, "secure"), FaultList.PerSecond, authorization: new AuthenticationHeaderValue("Bearer", token));
            await load.Answered(FaultList.PerSecond);
            await run(new FaultList(workshop, load.Answered));
            await load.Answered(FaultList.PerSecond);
            var report = await load.Finish();
            isGood &= report.Failures.Count == 0 && report.IsEnough;
            Console.WriteLine($"{name,-10} {report}");
        }

        await workshop.EndsWithoutATrace();
        return isGood ? 0 : 1;
    }
}
