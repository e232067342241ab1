using Workshop.Cluster.Access;

namespace Workshop.Cluster.Start;

/// <summary>The folder that holds all of a cluster's state, for as long as this process holds its lock.</summary>
internal sealed class StateFolder : IDisposable
{
    /// <summary>The store, and SQLite's files beside it.</summary>
    public const string StoreFile = "cluster.db";

    private static readonly string[] Content = ["volumes", "pods", "logs", "names"];

    private readonly FileStream _lock;

    private StateFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Makes the folder (0700) if it is missing, and locks it. The system frees the lock however this process ends.</summary>
    /// <exception cref="ClusterException">Another cluster uses it, or it cannot be written.</exception>
    public static StateFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            PrivateFiles.MakeFolder(full);
            return new StateFolder(full, new FileStream(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new ClusterException($"The state folder '{full}' is in use by another cluster. Stop that one, or give this one a folder of its own (environment WORKSHOP_STATE).", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The state folder '{full}' cannot be written: {e.Message} Make it writable, or choose another one (environment WORKSHOP_STATE).", e);
        }
    }

    /// <summary>Deletes what objects are and have: the store, volumes, logs. No process of theirs may be left.</summary>
    /// <exception cref="ClusterException">Something cannot be deleted.</exception>
    public void Empty()
    {
        try
        {
            foreach (var folder in Content.Select(name => System.IO.Path.Combine(Path, name)).Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }

            foreach (var file in Directory.EnumerateFiles(Path, $"{StoreFile}*"))
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The state folder '{Path}' cannot be emptied: {e.Message} Delete it, or choose another one (environment WORKSHOP_STATE).", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    // ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK of flock on Linux and on macOS.
    private static bool IsHeldByAnother(IOException e) => (e.HResult & 0xffff, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()) is (32, true, _) or (35, _, true) or (11, false, false);
}
