using System.CommandLine;

namespace Workshop.Soak.Tests.Crash;

/// <summary><c>./soak kills</c>: as the test does it, more often.</summary>
internal static class KillsCommand
{
    private const int ManyKills = 100;

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var kills = new Option<int>("--kills") { Description = "How many.", DefaultValueFactory = _ => ManyKills };
        var seed = new Option<int>("--seed") { Description = "What the moments are made from.", DefaultValueFactory = _ => 1 };
        var command = new Command("kills", "Kills a cluster at random moments under writes: nothing that was acknowledged is lost, nothing is left behind.") { kills, seed };
        command.SetAction((result, ct) => RunAsync(result.GetValue(kills), result.GetValue(seed), ct));
        return command;
    }

    private static async Task<int> RunAsync(int kills, int seed, CancellationToken ct)
    {
        using var folder = new TemporaryFolder();
        var rounds = new KillRounds(seed, folder.PathOf("state"));
        await rounds.RunAsync(kills, ct);
        Console.WriteLine(rounds.Report);
        return rounds.Report.LongestEnd <= EndLimit ? 0 : 1;
    }
}
