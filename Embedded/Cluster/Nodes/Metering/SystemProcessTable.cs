using System.ComponentModel;
using System.Diagnostics;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Metering;

/// <summary>macOS and Windows: what .NET knows of processes. On Windows a container's processes are those of its job, on macOS those of its session.</summary>
internal sealed class SystemProcessTable : IProcessTable
{
    public IReadOnlyList<IReadOnlyList<ProcessUsage>> Read(IReadOnlyList<ProcessTree> trees)
    {
        var bySession = OperatingSystem.IsWindows() || trees.All(tree => tree.Members is not null) ? [] : Sessions([.. trees.Select(tree => tree.Root)]);
        return [.. trees.Select(tree => Read(tree.Members ?? bySession.GetValueOrDefault(tree.Root) ?? [tree.Root]))];
    }

    private static Dictionary<int, List<int>> Sessions(HashSet<int> roots)
    {
        var found = new Dictionary<int, List<int>>();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                var session = Libc.getsid(process.Id);
                if (roots.Contains(session))
                {
                    (found.TryGetValue(session, out var members) ? members : found[session] = []).Add(process.Id);
                }
            }
        }

        return found;
    }

    private static List<ProcessUsage> Read(IReadOnlyList<int> ids) => [.. ids.Select(Read).OfType<ProcessUsage>()];

    private static ProcessUsage? Read(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return new ProcessUsage(id, process.StartTime.ToUniversalTime().Ticks, process.TotalProcessorTime, TimeSpan.Zero, process.WorkingSet64);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile, or another user's it has become.
            return null;
        }
    }
}
