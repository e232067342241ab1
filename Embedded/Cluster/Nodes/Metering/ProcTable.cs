using System.Buffers.Text;
using System.Globalization;
using System.Runtime.Versioning;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Metering;

/// <summary>Linux: one small file in /proc for each process of the machine, read once for all trees.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcTable : IProcessTable
{
    private const int FileSize = 2048;

    // A chain of parents that is longer than this is none: ids were given out anew while it was read.
    private const int DeepestChain = 64;

    private readonly TimeSpan _tick = TimeSpan.FromSeconds(1) / Libc.ClockTicksPerSecond();
    private readonly byte[] _buffer = new byte[FileSize];

    public IReadOnlyList<IReadOnlyList<ProcessUsage>> Read(IReadOnlyList<ProcessTree> trees)
    {
        var processes = new Dictionary<int, Entry>();
        foreach (var folder in trees.Count == 0 ? [] : Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ReadStat(id) is { } entry)
            {
                processes[id] = entry;
            }
        }

        var byRoot = trees.Select(tree => tree.Root).Distinct().ToDictionary(root => root, _ => new List<ProcessUsage>());
        foreach (var entry in processes.Values)
        {
            if (RootOf(entry, processes, byRoot) is { } found)
            {
                found.Add(entry.Usage);
            }
        }

        return [.. trees.Select(tree => byRoot[tree.Root])];
    }

    // By its session, or that of the first of its parents that has not left it.
    private static List<ProcessUsage>? RootOf(Entry entry, Dictionary<int, Entry> processes, Dictionary<int, List<ProcessUsage>> byRoot)
    {
        for (var depth = 0; depth < DeepestChain; depth++)
        {
            if (byRoot.TryGetValue(entry.Session, out var found))
            {
                return found;
            }

            if (!processes.TryGetValue(entry.Parent, out var parent))
            {
                return null;
            }

            entry = parent;
        }

        return null;
    }

    /// <returns>Null: it has ended meanwhile.</returns>
    private Entry? ReadStat(int id)
    {
        try
        {
            using var file = File.OpenHandle($"/proc/{id}/stat");
            return Parse(id, _buffer.AsSpan(0, RandomAccess.Read(file, _buffer, 0)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // 4242 (name with (any) characters) S 1 4242 4242 0 -1 … : behind the last parenthesis the fields begin with the third, the state.
    private Entry? Parse(int id, ReadOnlySpan<byte> stat)
    {
        var fields = stat[(stat.LastIndexOf((byte)')') + 1)..];
        if (fields.IsEmpty)
        {
            return null;
        }

        Span<long> numbers = stackalloc long[25];
        var number = 2;
        foreach (var range in fields.Split((byte)' '))
        {
            var field = fields[range];
            if (field.IsEmpty)
            {
                continue;
            }

            if (++number >= numbers.Length)
            {
                break;
            }

            numbers[number] = Utf8Parser.TryParse(field, out long value, out _) ? value : 0;
        }

        var usage = new ProcessUsage(id, numbers[22], _tick * (numbers[14] + numbers[15]), _tick * (numbers[16] + numbers[17]), numbers[24] * Environment.SystemPageSize);
        return new Entry((int)numbers[4], (int)numbers[6], usage);
    }

    private sealed record Entry(int Parent, int Session, ProcessUsage Usage);
}
