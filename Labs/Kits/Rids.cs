using System.Runtime.InteropServices;

namespace Workshop.Labs.Kits;

/// <summary>The kinds of machines that Aspire has an orchestrator for, in .NET's words.</summary>
internal static class Rids
{
    public static readonly IReadOnlyList<string> Known = ["linux-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64"];

    /// <value>This machine's, such as linux-x64.</value>
    public static string Here { get; } = string.Concat(
        OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl-" : "linux-",
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    /// <exception cref="LabException">There is no such kind.</exception>
    public static string Checked(string rid) => Known.Contains(rid)
        ? rid
        : throw new LabException($"'{rid}' is no kind of machine that the workshop runs on. There are: {string.Join(", ", Known)}. This machine is {Here}.");
}
