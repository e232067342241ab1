namespace Workshop.TestKit;

/// <summary>The working copy that the tests run from.</summary>
public static class Repository
{
    /// <value>Full path of the folder that holds Workshop.sln.</value>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <value>Debug or Release: as the tests were built, so are the programs that they start.</value>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Full path of the program that a project's build made, such as <c>AppHost/bin/Debug/net10.0/Workshop.AppHost</c>.</summary>
    public static string ProgramOf(string projectFolder)
    {
        var name = "Workshop." + Path.GetFileName(projectFolder) + (OperatingSystem.IsWindows() ? ".exe" : string.Empty);
        return Path.Combine(Root, projectFolder, "bin", Configuration, "net10.0", name);
    }

    private static string Find(string folder)
    {
        for (var up = new DirectoryInfo(folder); up is not null; up = up.Parent)
        {
            if (File.Exists(Path.Combine(up.FullName, "Workshop.sln")))
            {
                return up.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above '{folder}' holds Workshop.sln.");
    }
}
