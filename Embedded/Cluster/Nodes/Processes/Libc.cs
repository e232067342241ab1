using System.Runtime.InteropServices;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>
/// The C library's calls that .NET's Process lacks: a session of its own for a new process, signals to a group, and waiting without reaping.
/// Buffers for opaque types are larger than any system's.
/// </summary>
internal static partial class Libc
{
    public const int OpaqueSize = 1024;
    public const int ReadWrite = 2;
    public const int NoSuchFile = 2;
    public const int Interrupted = 4;
    public const int PermissionDenied = 13;
    public const int NotADirectory = 20;
    public const int ExecFormat = 8;

    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const int WaitForPid = 1;
    private const int WaitExited = 4;
    private const int SignalStop = 17;
    private const int StandardStreams = 3;

    private static volatile bool _hasCloseFrom = OperatingSystem.IsLinux();

    public static short SpawnFlags => (short)(SetSignalDefaults | SetSignalMask | (OperatingSystem.IsMacOS() ? 0x0400 | 0x4000 : 0x80));

    private static int WaitWithoutReaping => OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;

    /// <summary>Blocks until the child has ended and leaves it a zombie, so that its id cannot be given to another process yet.</summary>
    public static bool WaitUntilEnded(int pid)
    {
        var info = new byte[OpaqueSize];
        while (waitid(WaitForPid, pid, info, WaitExited | WaitWithoutReaping) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>Exit code as a shell counts it, or null when somebody else has reaped the child.</returns>
    public static int? Reap(int pid)
    {
        int status;
        while (waitpid(pid, out status, 0) != pid)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                return null;
            }
        }

        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    /// <summary>All signals, except those that cannot be handled: a child starts with their defaults (.NET ignores SIGPIPE, and that would be inherited).</summary>
    public static byte[] DefaultSignals()
    {
        var set = new byte[OpaqueSize];
        _ = sigfillset(set);
        _ = sigdelset(set, (int)ProcessSignal.Kill);
        _ = sigdelset(set, OperatingSystem.IsMacOS() ? SignalStop : 19);
        return set;
    }

    public static byte[] NoSignals()
    {
        var set = new byte[OpaqueSize];
        _ = sigemptyset(set);
        return set;
    }

    /// <summary>No descriptor of ours, also one that somebody opened without close-on-exec, is a started program's (glibc 2.34 and newer; macOS has a flag, the others rely on close-on-exec alone).</summary>
    /// <returns>0, or the error.</returns>
    public static int CloseAllButStreams(byte[] actions)
    {
        if (!_hasCloseFrom)
        {
            return 0;
        }

        try
        {
            return posix_spawn_file_actions_addclosefrom_np(actions, StandardStreams);
        }
        catch (EntryPointNotFoundException)
        {
            _hasCloseFrom = false;
            return 0;
        }
    }

    /// <summary>The unit of times in /proc.</summary>
    public static long ClockTicksPerSecond() => sysconf(OperatingSystem.IsMacOS() ? 3 : 2) is > 0 and var ticks ? ticks : 100;

    /// <returns>The session of a process, which is the id of its leader; -1 when there is no such process.</returns>
    [LibraryImport("libc")]
    public static partial int getsid(int pid);

    /// <param name="pid">Negative: the group of that number.</param>
    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int signal);

    /// <summary>Replaces a link, which File.Move refuses when it leads to a folder.</summary>
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rename(string from, string to);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn(out int pid, string path, byte[] fileActions, byte[] attributes, nint[] argv, nint[] envp);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init([In, Out] byte[] actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy([In, Out] byte[] actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addopen([In, Out] byte[] actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2([In, Out] byte[] actions, int descriptor, int newDescriptor);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addchdir_np([In, Out] byte[] actions, string path);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_init([In, Out] byte[] attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_destroy([In, Out] byte[] attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setflags([In, Out] byte[] attributes, short flags);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigdefault([In, Out] byte[] attributes, byte[] signals);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigmask([In, Out] byte[] attributes, byte[] signals);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_addclosefrom_np([In, Out] byte[] actions, int from);

    [LibraryImport("libc")]
    private static partial nint sysconf(int name);

    [LibraryImport("libc")]
    private static partial int sigfillset([In, Out] byte[] set);

    [LibraryImport("libc")]
    private static partial int sigemptyset([In, Out] byte[] set);

    [LibraryImport("libc")]
    private static partial int sigdelset([In, Out] byte[] set, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, out int status, int options);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitid(int idType, int id, [In, Out] byte[] info, int options);
}
