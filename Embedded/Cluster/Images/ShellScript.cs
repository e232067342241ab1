namespace Workshop.Cluster.Images;

/// <summary>Scripts for /bin/sh that stand in front of PATH in the place of programs.</summary>
internal static class ShellScript
{
    /// <summary>Writes one that its owner may run.</summary>
    /// <param name="text">Without the first line.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{text}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>As one word, whatever is in it.</summary>
    public static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
