namespace Workshop.Hosting.NativePrograms;

/// <summary>Remembers on disk, beside what was to be made, why it could not be, so that it is tried again an hour later and not at every start.</summary>
/// <param name="target">Full path of what was to be made.</param>
internal sealed class LateFailure(string target, TimeProvider time)
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    private readonly string _path = target + ".failed";

    public bool IsRecent => File.Exists(_path) && time.GetUtcNow() - File.GetLastWriteTimeUtc(_path) < RetryAfter;

    public void Remember(string reason)
    {
        File.WriteAllText(_path, reason + "\n");
        File.SetLastWriteTimeUtc(_path, time.GetUtcNow().UtcDateTime);
    }
}
