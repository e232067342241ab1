using Workshop.Hosting.Running;

namespace Workshop.Hosting.NativePrograms;

/// <summary>What making native code needs beside .NET's SDK.</summary>
internal static class Toolchain
{
    // The compiler takes more than a gigabyte for a minute.
    private const long LeastMemory = 4L * 1024 * 1024 * 1024;

    private static readonly string[] Linkers = ["clang", "gcc"];

    /// <returns>Null: it is all there, as far as can be told beforehand.</returns>
    public static string? WhyNot() => WhyNot(Environment.GetEnvironmentVariable("PATH"), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    public static string? WhyNot(string? searchPath, long memory)
    {
        if (memory < LeastMemory)
        {
            return "they want a machine with 4 GiB";
        }

        // On Windows the SDK finds Visual Studio's by itself, and says when there is none.
        return OperatingSystem.IsWindows() || Linkers.Any(linker => SearchPath.Find(linker, searchPath) is not null)
            ? null
            : "there is neither clang nor gcc on PATH";
    }
}
