using System.ComponentModel;
using System.Diagnostics;

namespace Workshop.Hosting.Dashboard;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary><c>true</c> or <c>false</c>; default: who debugs (F5) wants to look, a command line prints the address.</summary>
    public const string Variable = "WORKSHOP_OPEN_DASHBOARD";

    public static bool IsWanted(string? variable, bool isDebugged) => bool.TryParse(variable, out var wanted) ? wanted : isDebugged;

    /// <summary>Opens a file of this machine. A machine without a browser is none to complain about: the address is printed anyway.</summary>
    /// <returns>Whether something was started.</returns>
    public static bool Open(string file)
    {
        try
        {
            using var started = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
            return true;
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
