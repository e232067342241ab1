using System.Collections.Concurrent;
using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Logs;

/// <summary>Where logs lie: <c>STATE/logs/NS_POD_UID/CONTAINER/N.log</c>, N the number of restarts before that run; of each container the last two runs are kept.</summary>
internal sealed class LogFolder(ClusterOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LogWriter> _writers = new();

    /// <summary>Begins the log of a run; dispose it when the run has ended and all is written.</summary>
    public LogWriter Begin(V1Pod pod, string container, int run)
    {
        var path = PathOf(pod, container, run);
        foreach (var old in LogTail.FilesOf(PathOf(pod, container, run - 2)))
        {
            File.Delete(old);
        }

        return _writers[path] = new LogWriter(path, time);
    }

    public void End(LogWriter writer)
    {
        writer.Dispose();
        _writers.TryRemove(new(writer.Path, writer));
    }

    /// <summary>The writer of a run that has not ended.</summary>
    public LogWriter? FindWriter(string path) => _writers.GetValueOrDefault(path);

    public string PathOf(V1Pod pod, string container, int run) =>
        Path.Combine(FolderOf(pod), container, run.ToString(CultureInfo.InvariantCulture) + ".log");

    public void Delete(V1Pod pod)
    {
        if (Directory.Exists(FolderOf(pod)))
        {
            Directory.Delete(FolderOf(pod), recursive: true);
        }
    }

    private string FolderOf(V1Pod pod) =>
        Path.Combine(options.StateFolder, "logs", $"{pod.Metadata.NamespaceProperty}_{pod.Metadata.Name}_{pod.Metadata.Uid}");
}
