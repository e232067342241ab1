namespace Workshop.Toolbox.Redis;

/// <summary>One server at a time writes into a folder: a pod's successor may start before its predecessor has ended.</summary>
internal static class FolderLock
{
    private const string FileName = ".lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the folder is free.</summary>
    /// <returns>Free it by Dispose; the system does when the process is killed.</returns>
    public static async Task<IDisposable> TakeAsync(string folder, TextWriter output, TimeProvider time, CancellationToken ct)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
            {
                await (isFirst ? output.WriteLineAsync($"Waiting until another server leaves '{folder}'") : Task.CompletedTask);
                await Task.Delay(Pause, time, ct);
            }
        }
    }
}
