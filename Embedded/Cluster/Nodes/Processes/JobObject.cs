using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>A Windows job object: what is added, and all it starts, ends with the job's last handle.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class JobObject : IDisposable
{
    private const int BasicProcessIdList = 3;
    private const int ExtendedLimitInformation = 9;

    /// <summary>The two counts that stand before the ids.</summary>
    private const int ListHead = 2 * sizeof(uint);

    private const int MostListed = 4096;
    private const uint KillOnClose = 0x2000;
    private const uint ControlBreak = 1;

    private readonly SafeFileHandle _handle;

    public JobObject()
    {
        _handle = CreateJobObjectW(0, null);
        var limits = new ExtendedLimits { Basic = new BasicLimits { LimitFlags = KillOnClose } };
        if (_handle.IsInvalid || !SetInformationJobObject(_handle, ExtendedLimitInformation, ref limits, (uint)Marshal.SizeOf<ExtendedLimits>()))
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <returns>False: the process has no console to be told by.</returns>
    public static bool SendBreak(int processId) => GenerateConsoleCtrlEvent(ControlBreak, (uint)processId);

    public void Add(Process process)
    {
        if (!AssignProcessToJobObject(_handle, process.SafeHandle) && !process.HasExited)
        {
            var error = Marshal.GetLastPInvokeError();
            process.Kill(entireProcessTree: true);
            throw new Win32Exception(error);
        }
    }

    /// <returns>The ids of all that run in it; empty once it is closed.</returns>
    public IReadOnlyList<int> ProcessIds()
    {
        // JOBOBJECT_BASIC_PROCESS_ID_LIST: how many there are, how many follow, and each id in the width of a pointer.
        var list = new byte[ListHead + (MostListed * nuint.Size)];
        if (_handle.IsClosed || !QueryInformationJobObject(_handle, BasicProcessIdList, list, (uint)list.Length, 0))
        {
            return [];
        }

        var count = (int)Math.Min(MemoryMarshal.Read<uint>(list.AsSpan(sizeof(uint))), MostListed);
        return [.. MemoryMarshal.Cast<byte, nuint>(list.AsSpan(ListHead))[..count].ToArray().Select(id => (int)id)];
    }

    public void Terminate() => TerminateJobObject(_handle, 128 + (uint)ProcessSignal.Kill);

    public void Dispose() => _handle.Dispose();

    [LibraryImport("kernel32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateJobObjectW(nint attributes, string? name);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(SafeFileHandle job, int kind, ref ExtendedLimits limits, uint length);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool QueryInformationJobObject(SafeFileHandle job, int kind, [In, Out] byte[] information, uint length, nint returnedLength);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(SafeFileHandle job, SafeProcessHandle process);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateJobObject(SafeFileHandle job, uint exitCode);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GenerateConsoleCtrlEvent(uint controlEvent, uint processGroup);

    [StructLayout(LayoutKind.Sequential)]
    private struct BasicLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoCounters
    {
        public ulong ReadOperations;
        public ulong WriteOperations;
        public ulong OtherOperations;
        public ulong ReadTransfers;
        public ulong WriteTransfers;
        public ulong OtherTransfers;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public BasicLimits Basic;
        public IoCounters Io;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
