namespace Workshop.Services.Tests.Processes;

/// <summary>The assemblies that a running process has mapped: the process itself is asked, not its project file.</summary>
internal static class LoadedAssemblies
{
    /// <summary>Skips a test where no process can be asked.</summary>
    public static void MustBeReadable() => Skip.IfNot(OperatingSystem.IsLinux(), "needs /proc/PID/maps.");

    public static IReadOnlyList<string> Of(TestProcess process) =>
    [
        // "7f21c8a00000-7f21c8a20000 r--p 00000000 08:01 1234  /path/BCrypt-Net-Next.dll"
        .. File.ReadLines($"/proc/{process.Id}/maps").Select(line => Path.GetFileName(line)).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal),
    ];
}
