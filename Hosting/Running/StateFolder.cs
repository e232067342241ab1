using Aspire.Hosting;

namespace Workshop.Hosting.Running;

/// <summary>Where a run keeps what outlives it.</summary>
internal static class StateFolder
{
    public const string Variable = "WORKSHOP_STATE";
    private const string DefaultName = ".workshop";

    /// <param name="flag">The command line's choice; wins.</param>
    /// <param name="variable">The environment's choice.</param>
    public static string Locate(string? flag, string? variable, string appHostDirectory)
    {
        var chosen = !string.IsNullOrWhiteSpace(flag) ? flag : !string.IsNullOrWhiteSpace(variable) ? variable : null;
        return Path.GetFullPath(chosen ?? Beside(appHostDirectory, DefaultName));
    }

    /// <summary>A folder at the root of the AppHost's repository.</summary>
    public static string Beside(string appHostDirectory, string name) => Path.Combine(RepositoryRoot(appHostDirectory), name);

    /// <summary>Makes the folder if it is missing and proves that it can be written.</summary>
    /// <exception cref="DistributedApplicationException">It cannot.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"State folder '{folder}' cannot be written: {e.Message} Choose another with --state FOLDER or {Variable}.", e);
        }
    }

    // A copy without history has no .git; a fresh one always has the solution.
    private static string RepositoryRoot(string appHostDirectory)
    {
        for (var folder = new DirectoryInfo(appHostDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git")) || folder.EnumerateFiles("*.sln").Any())
            {
                return folder.FullName;
            }
        }

        return appHostDirectory;
    }
}
