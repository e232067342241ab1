using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>The C library's calls for pseudo-terminals, which need neither root nor a package.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class TerminalCalls
{
    private const int ReadWrite = 2;
    private const int NameSize = 128;

    // No controlling terminal for this process; closed in every child (macOS: the launcher's own flag does that).
    private static int OpenFlags => OperatingSystem.IsMacOS() ? ReadWrite | 0x20000 : ReadWrite | 0x100 | 0x80000;

    private static nuint SetWindowSize => OperatingSystem.IsMacOS() ? 0x80087467 : 0x5414u;

    /// <returns>The master, and the path of the other end.</returns>
    /// <exception cref="ProcessStartException">There is none left.</exception>
    public static (SafeFileHandle Master, string Path) Open()
    {
        var master = new SafeFileHandle(posix_openpt(OpenFlags), ownsHandle: true);
        var name = new byte[NameSize];
        if (master.IsInvalid || grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, name, NameSize) != 0)
        {
            var why = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            master.Dispose();
            throw new ProcessStartException($"no terminal can be opened: {why}");
        }

        return (master, Encoding.UTF8.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0))));
    }

    public static void Resize(SafeFileHandle master, TerminalSize size)
    {
        var window = new WindowSize { Rows = size.Rows, Columns = size.Columns };
        if (OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64)
        {
            // ioctl takes any number of arguments; there, those that are not named in its declaration are on the stack, behind eight registers.
            _ = IoctlOnStack(master, SetWindowSize, 0, 0, 0, 0, 0, 0, ref window);
            return;
        }

        _ = Ioctl(master, SetWindowSize, ref window);
    }

    /// <returns>0: nobody holds the other end any more (EIO), which is how a terminal ends.</returns>
    public static int Read(SafeFileHandle master, Span<byte> buffer)
    {
        while (true)
        {
            var count = read(master, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
            if (count >= 0)
            {
                return (int)count;
            }

            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
            {
                return 0;
            }
        }
    }

    /// <exception cref="IOException">Nobody holds the other end any more.</exception>
    public static void Write(SafeFileHandle master, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = write(master, ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length);
            if (count >= 0)
            {
                bytes = bytes[(int)count..];
            }
            else if (Marshal.GetLastPInvokeError() is var error and not Libc.Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(SafeFileHandle from, ref byte buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(SafeFileHandle to, ref readonly byte buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(SafeFileHandle master);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(SafeFileHandle master);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ptsname_r(SafeFileHandle master, [Out] byte[] name, nuint size);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle master, nuint request, ref WindowSize size);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlOnStack(SafeFileHandle master, nuint request, nint third, nint fourth, nint fifth, nint sixth, nint seventh, nint eighth, ref WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
