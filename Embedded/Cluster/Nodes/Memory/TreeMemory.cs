using System.Globalization;
using System.Text;
using Workshop.Cluster.Nodes.Metering;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Memory;

/// <summary>
/// The memory of a program and all that it started which the system cannot take back without killing: what a memory limit is about. On Linux that is what is
/// no file's; elsewhere all that is resident.
/// </summary>
internal sealed class TreeMemory(IProcessTable processes)
{
    // RssAnon, RssShmem and VmSwap, in kB.
    private static readonly string[] Counted = ["RssAnon:", "RssShmem:", "VmSwap:"];

    public long Of(ILaunchedProcess process) => OperatingSystem.IsLinux()
        ? OfTree(process.Id)
        : TreePlan.Bytes(processes.Read([new ProcessTree(process.Id, process.Members)])[0]);

    private static long OfTree(int root)
    {
        var (sum, open) = (0L, new Stack<int>([root]));
        while (open.TryPop(out var id))
        {
            sum += OfProcess(id);
            foreach (var child in ChildrenOf(id))
            {
                open.Push(child);
            }
        }

        return sum;
    }

    private static long OfProcess(int id) => Read($"/proc/{id}/status").Split('\n')
        .Where(line => Counted.Any(field => line.StartsWith(field, StringComparison.Ordinal)))
        .Sum(line => long.TryParse(line.AsSpan(line.IndexOf(':') + 1).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : 0);

    // Raw input: "4243 4250 ". A thread other than the first may start programs, too, so every thread is asked.
    private static IEnumerable<int> ChildrenOf(int id)
    {
        string[] threads;
        try
        {
            threads = Directory.GetDirectories($"/proc/{id}/task");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return threads.SelectMany(thread => Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var child) ? child : 0)
            .Where(child => child > 0);
    }

    /// <returns>Nothing of a process that has ended meanwhile.</returns>
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.ASCII);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
