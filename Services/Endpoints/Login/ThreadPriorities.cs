using System.Runtime.InteropServices;

namespace Workshop.Endpoints.Login;

/// <summary>Lets a thread's work wait for that of others. A thread of the pool must never be lowered: Linux lets nobody but root raise it again.</summary>
internal static partial class ThreadPriorities
{
    /// <summary>By how much a thread is nicer than its program on Linux: beside a busy thread it gets a tenth of a core, and has a core whole that nobody else wants.</summary>
    public const int Nicer = 10;

    private const int Nicest = 19;

    // PRIO_PROCESS with 0: on Linux the calling thread alone, elsewhere the whole process.
    private const int Process = 0;
    private const int Caller = 0;

    /// <summary>Lowers the calling thread, where the system can: Linux and Windows.</summary>
    public static void LowerOwn()
    {
        // .NET hands this on to Windows only.
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux())
        {
            // Refused only where a sandbox forbids the call: then this work is as important as any other.
            _ = SetPriority(Process, Caller, Math.Min(Nicest, GetPriority(Process, Caller) + Nicer));
        }
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int who);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
