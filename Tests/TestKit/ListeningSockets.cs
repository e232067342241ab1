using System.Globalization;
using System.Net;

namespace Workshop.TestKit;

/// <summary>On which addresses processes listen, as Linux' socket table has it.</summary>
public static class ListeningSockets
{
    // "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 …": 0A is LISTEN, 4711 the inode.
    private const string Listening = "0A";

    /// <summary>Address and process of every TCP socket that one of the processes listens on.</summary>
    public static IReadOnlyList<(int Process, IPEndPoint Address)> Of(IEnumerable<int> processes)
    {
        var sockets = new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 9 && words[3] == Listening)
            .ToDictionary(words => words[9], words => EndPoint(words[1]));
        return [.. processes.SelectMany(process => InodesOf(process).Where(sockets.ContainsKey).Select(inode => (process, sockets[inode])))];
    }

    private static IEnumerable<string> InodesOf(int process)
    {
        // Its links say "socket:[4711]". A process that has ended meanwhile has none.
        var folder = new DirectoryInfo($"/proc/{process}/fd");
        return folder.Exists ? [.. folder.EnumerateFileSystemInfos().Select(file => file.LinkTarget).OfType<string>().Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1])] : [];
    }

    private static IPEndPoint EndPoint(string text)
    {
        var (address, port) = (text.Split(':')[0], text.Split(':')[1]);
        var words = address.Chunk(8).SelectMany(word => BitConverter.GetBytes(uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))).ToArray();
        return new(new IPAddress(words), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
