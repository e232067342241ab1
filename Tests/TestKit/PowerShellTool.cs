namespace Workshop.TestKit;

/// <summary>PowerShell, for the guides' twins: this machine's own, or the .NET tool, installed into <c>artifacts</c> when the first test asks for it.</summary>
public static class PowerShellTool
{
    // A later one may come with a later .NET than the repository's.
    private const string Version = "7.6.9";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<CommandResult>> Installed = new(() => TestProcess.Run(
        "dotnet", ["tool", "install", "PowerShell", "--version", Version, "--tool-path", Folder], InstallLimit, folder: Repository.Root));

    /// <value>Where the tool lies once it is installed.</value>
    public static string Folder => Repository.PathOf("artifacts/tools/powershell-" + Version);

    /// <summary>Skips the test where there is none and no source of packages has it, and fails there where CI is true.</summary>
    /// <returns>Its full path.</returns>
    public static async Task<string> Path()
    {
        RequiredTool.Unix();
        var program = System.IO.Path.Combine(Folder, "pwsh");
        if (!File.Exists(program))
        {
            var result = await Installed.Value;
            Assert.False(result.ExitCode != 0 && RequiredTool.MustBeThere, $"PowerShell {Version} cannot be installed, and CI=true: {result.Error}{result.Output}");
            Skip.If(result.ExitCode != 0, $"PowerShell {Version} cannot be installed from the sources of packages.");
        }

        return program;
    }
}
