using System.Globalization;

namespace Workshop.TestKit;

/// <summary>A look at this machine's processes.</summary>
public static class ProcessTable
{
    /// <summary>All that a process has started, directly or not, and that is still its descendant.</summary>
    public static async Task<IReadOnlyList<ProcessEntry>> DescendantsOf(int processId)
    {
        var all = await Read();
        var found = new List<ProcessEntry>();
        var parents = new Queue<int>([processId]);
        while (parents.TryDequeue(out var parent))
        {
            var children = all.Where(process => process.ParentId == parent).ToList();
            found.AddRange(children);
            children.ForEach(child => parents.Enqueue(child.Id));
        }

        return found;
    }

    /// <summary>Those of <paramref name="processes"/> that still run; the start time tells them from later ones with the same id.</summary>
    public static async Task<IReadOnlyList<ProcessEntry>> StillRunning(IReadOnlyList<ProcessEntry> processes)
    {
        var now = await Read();
        return [.. processes.Where(process => now.Any(other => other.Id == process.Id && other.StartedAt == process.StartedAt && !other.IsDead))];
    }

    /// <summary>Those whose environment or command line holds <paramref name="text"/>, such as a state folder. Linux only; elsewhere none.</summary>
    public static IReadOnlyList<NamingProcess> Naming(string text) => !OperatingSystem.IsLinux()
        ? []
        : [.. Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0).Where(id => id != 0 && id != Environment.ProcessId)
            .Select(id => (Id: id, Command: ReadOrNothing($"/proc/{id}/cmdline"), Environment: ReadOrNothing($"/proc/{id}/environ")))
            .Where(process => (process.Command + process.Environment).Contains(text, StringComparison.Ordinal))
            .Select(process => new NamingProcess(process.Id, process.Command.Replace('\0', ' ')))];

    /// <summary>A file of a process that may end at any moment, or of one that is not ours: then nothing.</summary>
    public static string ReadOrNothing(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static async Task<IReadOnlyList<ProcessEntry>> Read()
    {
        // "  4711   1 S Mon Nov 23 05:22:53 2026 /usr/bin/thing --with arguments"; seconds are enough to tell two lives of an id apart.
        var table = await TestProcess.Run("ps", ["-A", "-o", "pid=,ppid=,stat=,lstart=,command="], TimeSpan.FromSeconds(60), CleanEnvironment.With(("LC_ALL", "C")));
        return [.. table.Succeeded().Split('\n').Select(line => line.Split(' ', 9, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 8).Select(Entry)];
    }

    private static ProcessEntry Entry(string[] words) => new(
        int.Parse(words[0], CultureInfo.InvariantCulture),
        int.Parse(words[1], CultureInfo.InvariantCulture),
        IsDead: words[2].StartsWith('Z'),
        StartedAt: string.Join(' ', words[3..8]),
        Command: words[8]);
}

/// <summary>One line of the process table.</summary>
public sealed record ProcessEntry(int Id, int ParentId, bool IsDead, string StartedAt, string Command);

/// <summary>A process whose environment or command line holds a text.</summary>
public sealed record NamingProcess(int Id, string Command);
