using Workshop.Labs.Access;

namespace Workshop.Labs.Kits;

/// <summary>The programs of a kit, built for any kind of machine that has .NET; no name of a folder or a user of this machine stays in them.</summary>
internal static class KitPrograms
{
    private static readonly (string Project, string Name)[] All =
        [("Labs", "labs"), ("Services/Monolith", "monolith"), ("Services/Hello", "hello"), ("Services/Auth", "auth"), ("Gateway", "gateway")];

    /// <returns>The folder that holds them, one folder each.</returns>
    public static async Task<string> BuildAsync(string root, Action<string> tell, CancellationToken ct)
    {
        var dotnet = ToolRun.Find("dotnet") ?? throw new LabException("'dotnet' is not on the PATH. './workshop doctor' says what is missing and where to get it.");
        var folder = Path.Combine(root, "artifacts", "kit");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (project, name) in All)
        {
            tell($"Building {name} …");
            string[] how =
            [
                "publish", Path.Combine(root, project), "--configuration", "Release", "--output", Path.Combine(folder, name),
                "-p:BuildVariant=kit", "--nologo", "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            ];
            (await ToolRun.RunAsync(dotnet, how, null, ct)).Succeeded();
        }

        return folder;
    }
}
