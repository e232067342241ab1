using System.Globalization;
using System.Runtime.InteropServices;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>
/// Writes a volume's files as the kubelet does: into a folder of their own, to which the link <c>..data</c> then switches at once.
/// A reader sees all of the old files or all of the new ones. Where links cannot be made, files are replaced one by one.
/// </summary>
internal sealed class AtomicFolder(string folder, bool isPrivate, TimeProvider time)
{
    private const string Data = "..data";

    private IReadOnlyDictionary<string, VolumeFile>? _written;

    public void Write(IReadOnlyDictionary<string, VolumeFile> files)
    {
        if (_written is { } before && before.Count == files.Count && before.All(pair => files.TryGetValue(pair.Key, out var file) && pair.Value.Equals(file)))
        {
            return;
        }

        CreateFolder(folder);
        if (OperatingSystem.IsWindows())
        {
            ReplaceEach(files);
        }
        else
        {
            Switch(files);
        }

        _written = files;
    }

    private void Switch(IReadOnlyDictionary<string, VolumeFile> files)
    {
        var former = new DirectoryInfo(Path.Combine(folder, Data)).LinkTarget;
        // The digits at the end keep two changes within one tick of the clock apart.
        var version = $"..{time.GetUtcNow().UtcDateTime.ToString("yyyy_MM_dd_HH_mm_ss.fffffff", CultureInfo.InvariantCulture)}{Random.Shared.Next(1000):000}";
        foreach (var (path, file) in files)
        {
            WriteFile(Path.Combine(folder, version, path), file);
        }

        CreateFolder(Path.Combine(folder, version));
        var next = Path.Combine(folder, "..data_tmp");
        File.Delete(next);
        File.CreateSymbolicLink(next, version);
        if (Libc.rename(next, Path.Combine(folder, Data)) != 0)
        {
            throw new IOException($"'{Path.Combine(folder, Data)}' could not be switched: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        var wanted = files.Keys.Select(path => path.Split('/')[0]).ToHashSet();
        foreach (var name in wanted.Where(name => new FileInfo(Path.Combine(folder, name)).LinkTarget is null))
        {
            File.CreateSymbolicLink(Path.Combine(folder, name), $"{Data}/{name}");
        }

        foreach (var stale in Directory.EnumerateFileSystemEntries(folder).Where(path => !Path.GetFileName(path).StartsWith("..", StringComparison.Ordinal) && !wanted.Contains(Path.GetFileName(path))).ToList())
        {
            File.Delete(stale);
        }

        if (former is not null && former != version)
        {
            Directory.Delete(Path.Combine(folder, former), recursive: true);
        }
    }

    private void ReplaceEach(IReadOnlyDictionary<string, VolumeFile> files)
    {
        foreach (var (path, file) in files)
        {
            var final = Path.Combine(folder, path);
            WriteFile(final + ".next", file);
            File.Move(final + ".next", final, overwrite: true);
        }

        foreach (var stale in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !files.ContainsKey(Path.GetRelativePath(folder, path).Replace('\\', '/'))).ToList())
        {
            File.Delete(stale);
        }
    }

    private void WriteFile(string path, VolumeFile file)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllBytes(path, file.Content);
            return;
        }

        // The owner can always read and replace it: there is no second user in a pod here.
        using (var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            stream.Write(file.Content);
        }

        File.SetUnixFileMode(path, (UnixFileMode)(file.Mode & 0b111_111_111));
    }

    private void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows() || !isPrivate)
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
