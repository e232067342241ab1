using System.CommandLine;
using SharpFuzz;

namespace Workshop.Fuzz.Tests.Soak;

/// <summary>Makes the code of our rooms in a copy of this program's folder mark the ways that are gone through it.</summary>
internal static class InstrumentCommand
{
    private static readonly string[] NotTheirs = ["Workshop.Fuzz.Tests.dll", "Workshop.TestKit.dll"];

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A copy of the folder of this program." };
        var command = new Command("instrument", "Lets the rooms' assemblies in FOLDER mark which ways through them are gone.") { folder };
        command.SetAction(result =>
        {
            foreach (var file in result.GetRequiredValue(folder).EnumerateFiles("Workshop.*.dll").Where(file => !NotTheirs.Contains(file.Name)))
            {
                Fuzzer.Instrument(file.FullName, _ => true, Options.Value);
            }
        });
        return command;
    }
}
