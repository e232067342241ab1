using System.Text;

namespace Workshop.Cluster.Access;

/// <summary>Files and folders that only their owner may read. Windows gives a profile's files to their owner anyway.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes the folder with mode 0700, and takes the rights of others away where it already exists.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerFolder);
        File.SetUnixFileMode(path, OwnerFolder);
    }

    /// <summary>Makes an empty file with mode 0600 where there is none, and takes the rights of others away where there is one.</summary>
    public static void MakeFile(string path)
    {
        Open(path, FileMode.OpenOrCreate).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerFile);
        }
    }

    /// <summary>Refuses a folder with files in it that others may read: who has read a key may be anybody. To be asked before <see cref="MakeFolder"/> takes their rights away.</summary>
    /// <exception cref="ClusterException">There is such a file.</exception>
    public static void Demand(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            Demand(file, folder, $"Delete the folder '{folder}': new keys are made.");
        }
    }

    /// <summary>The same of the kubeconfig, which holds one of the keys.</summary>
    /// <exception cref="ClusterException">Others may read it.</exception>
    public static void DemandKubeconfig(string file, string keys)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(file))
        {
            Demand(file, Path.GetDirectoryName(file)!, $"Delete it and the folder '{keys}': new keys are made.");
        }
    }

    /// <summary>Replaces the file by rename, so that a reader sees the old text or the new one, and never with a wider mode than 0600.</summary>
    public static void Write(string path, string text)
    {
        var draft = path + ".new";
        File.Delete(draft);
        using (var file = Open(draft, FileMode.CreateNew))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    // Where a file system keeps no modes, all files have the same wide one, whatever was wished for; and nothing can be told.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Demand(string file, string folder, string remedy)
    {
        var mode = File.GetUnixFileMode(file);
        if ((mode & ~OwnerFile) != 0 && KeepsModes(folder))
        {
            throw new ClusterException($"'{file}' may be read by others (mode {Convert.ToString((int)mode, 8)}), and is refused. {remedy} Or 'chmod 600' it, if nobody else uses this machine.");
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool KeepsModes(string folder)
    {
        var probe = Path.Combine(folder, $".mode-{Environment.ProcessId}");
        Write(probe, string.Empty);
        var mode = File.GetUnixFileMode(probe);
        File.Delete(probe);
        return mode == OwnerFile;
    }
}
