using System.Text.Json;
using Workshop.Labs.State;

namespace Workshop.Labs.Load;

/// <summary>The last load's report, in the state folder: <c>labs/load.json</c>.</summary>
public static class LoadReportFile
{
    public static LoadReport? Read(string stateFolder)
    {
        var path = PathIn(stateFolder);
        return File.Exists(path) ? JsonSerializer.Deserialize<LoadReport>(File.ReadAllText(path), StateFiles.Json) : null;
    }

    public static void Write(string stateFolder, LoadReport report) => StateFiles.Write(PathIn(stateFolder), JsonSerializer.Serialize(report, StateFiles.Json));

    private static string PathIn(string stateFolder) => Path.Combine(stateFolder, "labs", "load.json");
}
