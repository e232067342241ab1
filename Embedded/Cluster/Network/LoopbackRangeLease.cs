using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Workshop.Cluster.Network;

/// <summary>
/// Holds a 127.N.0.0/16 for one cluster. The lock is a listener on a fixed port of 127.N.0.1: the system itself sees to it that only one
/// has it, and frees it however the holder ends.
/// </summary>
internal sealed class LoopbackRangeLease : IDisposable
{
    private const int LockPort = 40127;
    private const byte First = 40;
    private const byte Last = 250;

    private readonly Socket _lock;

    private LoopbackRangeLease(LoopbackRange range, Socket @lock)
    {
        Range = range;
        _lock = @lock;
    }

    public LoopbackRange Range { get; }

    /// <summary>Takes the range that this state folder had last time, or else the first free one.</summary>
    /// <exception cref="ClusterException">No range is free, or this system has no such addresses yet (macOS).</exception>
    public static LoopbackRangeLease Acquire(string stateFolder)
    {
        var memory = Path.Combine(stateFolder, "loopback-range");
        var foreign = ForeignRanges();
        foreach (var candidate in Candidates(memory))
        {
            if (!foreign.Contains(candidate) && TryLock(candidate) is { } @lock)
            {
                File.WriteAllText(memory, candidate.ToString(CultureInfo.InvariantCulture));
                return new LoopbackRangeLease(new LoopbackRange(candidate), @lock);
            }
        }

        throw new ClusterException(
            $"No loopback range is free: in each of 127.{First}.0.0/16 to 127.{Last}.0.0/16 something listens already (every cluster that runs holds one, by port {LockPort}; "
            + $"a program that listens on 0.0.0.0:{LockPort} blocks them all). End what is no longer needed and start again.");
    }

    public void Dispose() => _lock.Dispose();

    private static IEnumerable<byte> Candidates(string memory)
    {
        var all = Enumerable.Range(First, Last - First + 1).Select(number => (byte)number);
        return File.Exists(memory) && byte.TryParse(File.ReadAllText(memory).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last is >= First and <= Last
            ? all.Prepend(last).Distinct()
            : all;
    }

    /// <summary>Ranges in which another program listens.</summary>
    private static HashSet<byte> ForeignRanges() =>
        [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.AddressFamily == AddressFamily.InterNetwork)
            .Select(listener => listener.Address.GetAddressBytes())
            .Where(bytes => bytes[0] == 127)
            .Select(bytes => bytes[1])];

    private static Socket? TryLock(byte second)
    {
        var address = new IPAddress([127, second, 0, 1]);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(address, LockPort));
            socket.Listen(1);
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            throw new ClusterException(
                $"This system has no address {address}: each pod needs a loopback address of its own, and here they must be made first. "
                + $"'./workshop doctor' prints the commands (sudo ifconfig lo0 alias 127.{second}.0.1 up, and so on).",
                e);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
