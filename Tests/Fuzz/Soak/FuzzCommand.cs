using System.CommandLine;
using System.Globalization;
using Workshop.Fuzz.Tests.Doors;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Soak;

/// <summary><c>./soak fuzz</c>: as the tests do it, for as long as one likes, with an eye on the heap.</summary>
internal static class FuzzCommand
{
    private const int ManyInputs = 1_000_000;

    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(30);

    private static string Findings => Repository.PathOf("artifacts", "soak", "findings");

    public static Command Create()
    {
        var inputs = new Option<int>("--inputs") { Description = "How many inputs in all.", DefaultValueFactory = _ => ManyInputs };
        var seed = new Option<int>("--seed") { Description = "What they are made from.", DefaultValueFactory = _ => 1 };
        var replay = new Option<FileInfo?>("--replay") { Description = "One input of an earlier finding, and no other." };
        var doors = new Argument<string[]>("DOOR") { Description = $"Only these: {string.Join(", ", AllDoors.Names)}.", Arity = ArgumentArity.ZeroOrMore };
        doors.AcceptOnlyFromAmong([.. AllDoors.Names]);
        var command = new Command("fuzz", "Hostile input for every door: no crash, no hang, no answer that is not documented, no growing memory.") { doors, inputs, seed, replay };
        command.SetAction((result, _) =>
        {
            IReadOnlyList<string> chosen = result.GetValue(doors) is { Length: > 0 } some ? some : [.. AllDoors.Names];
            return result.GetValue(replay) is { } file ? ReplayAsync(chosen, file) : FuzzAsync(chosen, result.GetValue(inputs), result.GetValue(seed));
        });
        return command;
    }

    private static async Task<int> FuzzAsync(IReadOnlyList<string> chosen, int inputs, int seed)
    {
        Directory.CreateDirectory(Findings);
        var shares = chosen.Sum(name => AllDoors.Create(name).Share);
        Row("door", "inputs", "corpus", "edges", "slowest ms", "heap KiB", "findings");
        var found = 0;
        foreach (var name in chosen)
        {
            var report = await FuzzAsync(name, (int)((long)inputs * AllDoors.Create(name).Share / shares), seed);
            Row(report.Door, report.Inputs, report.Corpus, report.Edges, (long)report.Slowest.TotalMilliseconds, report.Growth is { } growth ? growth / 1024 : "-", report.Findings.Count);
            foreach (var finding in report.Findings)
            {
                await TellAsync(finding, ++found, seed);
            }
        }

        return found == 0 ? 0 : 1;
    }

    private static async Task<DoorReport> FuzzAsync(string name, int inputs, int seed)
    {
        await using var door = AllDoors.Create(name);
        await door.OpenAsync();
        using var last = new LastInput(Path.Combine(Findings, $"{name}.last"));
        return await new FuzzRun(door, seed, inputs, HangLimit, new HeapWatch(), last).RunAsync();
    }

    private static async Task TellAsync(Finding finding, int number, int seed)
    {
        var path = Path.Combine(Findings, string.Create(CultureInfo.InvariantCulture, $"{finding.Door}-{seed}-{number}.input"));
        await File.WriteAllBytesAsync(path, finding.Input);
        await File.WriteAllTextAsync(path + ".txt", finding.Text);
        Console.WriteLine($"  {finding.Kind} {finding.Where}\n  again: ./soak fuzz {finding.Door} --replay {Path.GetRelativePath(Repository.Root, path)}");
    }

    private static async Task<int> ReplayAsync(IReadOnlyList<string> chosen, FileInfo file)
    {
        foreach (var name in chosen)
        {
            await using var door = AllDoors.Create(name);
            await door.OpenAsync();
            await door.KnockAsync(await File.ReadAllBytesAsync(file.FullName));
            Console.WriteLine($"{name}: taken, or refused as documented.");
        }

        return 0;
    }

    private static void Row(params object[] cells) =>
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0,-22} {1,9} {2,7} {3,7} {4,11} {5,9} {6,9}", cells));
}
