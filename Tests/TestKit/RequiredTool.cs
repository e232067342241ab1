namespace Workshop.TestKit;

/// <summary>A program that a test needs and a machine may lack.</summary>
public static class RequiredTool
{
    /// <summary>Whether this is a build server's run: there a missing tool is a failure, never a skip.</summary>
    public static bool MustBeThere => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    /// <summary>Finds a program on PATH; a <c>[SkippableFact]</c> that lacks it is skipped by name, and fails where CI is true.</summary>
    /// <returns>Its full path.</returns>
    public static string Named(string name)
    {
        var path = Find(name);
        Assert.False(path is null && MustBeThere, $"'{name}' is not installed, and CI=true. Install it, or run without CI=true to skip what needs it.");
        Skip.If(path is null, $"'{name}' is not installed.");
        return path!;
    }

    /// <summary>Skips a test that only makes sense where signals, modes and shells are those of Unix.</summary>
    public static void Unix() => Skip.If(OperatingSystem.IsWindows(), "needs Unix signals and shells.");

    private static string? Find(string name)
    {
        var endings = OperatingSystem.IsWindows() ? new[] { ".exe", ".cmd", ".bat" } : [string.Empty];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists);
    }
}
