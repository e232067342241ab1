namespace Workshop.EndToEnd.Aspire;

/// <summary>Aspire's own command line, as the repository pins it (<c>dotnet tool restore</c>); nothing of the workshop needs it.</summary>
internal static class AspireTool
{
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<CommandResult>> Restored = new(() => TestProcess.Run("dotnet", ["tool", "restore"], RestoreLimit, folder: Repository.Root));

    /// <summary>Skips the test where no source of packages has the tool, and where the programs are not those that it starts.</summary>
    public static async Task Needed()
    {
        RequiredTool.Unix();
        Skip.If(Repository.Configuration != "Debug", "Aspire's command line starts what a Debug build made.");
        Skip.If((await Restored.Value).ExitCode != 0, "dotnet tool restore did not succeed: Aspire's command line is not to be had here.");
    }

    /// <summary>One command, without questions and without a build, in a home folder of the caller's choice.</summary>
    public static Task<CommandResult> Run(string home, IEnumerable<string> arguments, TimeSpan limit, params (string Name, string Value)[] environment)
    {
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return TestProcess.Run(
            "dotnet",
            ["aspire", .. arguments, "--non-interactive", "--nologo", "--no-build"],
            limit,
            CleanEnvironment.With([("HOME", home), CopyOfTheRepository.Packages, ("DOTNET_CLI_HOME", Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") ?? user), .. environment]),
            Repository.Root);
    }
}
