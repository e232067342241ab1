using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workshop.Labs.State;

namespace Workshop.Labs.Progress;

/// <summary>A learner's progress on disk: <c>labs/progress.json</c> in the state folder, for its owner's eyes.</summary>
public sealed class ProgressFile(string stateFolder)
{
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMilliseconds(500);
    private readonly string _path = Path.GetFullPath(Path.Combine(stateFolder, "labs", "progress.json"));

    /// <exception cref="LabException">The file is there and cannot be read.</exception>
    public LearnerProgress Read()
    {
        if (!File.Exists(_path))
        {
            return LearnerProgress.None;
        }

        try
        {
            return JsonSerializer.Deserialize<LearnerProgress>(File.ReadAllText(_path), StateFiles.Json) ?? LearnerProgress.None;
        }
        catch (JsonException e)
        {
            throw new LabException($"The progress in '{_path}' cannot be read: {e.Message} Mend the file, or delete it to begin anew.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted since it was looked for: begun anew.
            return LearnerProgress.None;
        }
    }

    /// <summary>Writes it only if something changed. Programs and threads that change it at the same time wait for one another.</summary>
    public LearnerProgress Change(Func<LearnerProgress, LearnerProgress> change)
    {
        using var turn = new Mutex(initiallyOwned: false, TurnName(), new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
        TakeTurn(turn);
        try
        {
            var before = Read();
            var after = change(before);
            if (!ReferenceEquals(before, after))
            {
                StateFiles.Write(_path, JsonSerializer.Serialize(after, StateFiles.Json));
            }

            return after;
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    /// <summary>The progress now, and again each time that the file was changed, by whatever program.</summary>
    public async IAsyncEnumerable<SeenProgress> WatchAsync(TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        using var timer = new PeriodicTimer(WatchPeriod, time);
        var before = default(FileMark);
        do
        {
            // The mark first: a change between the two is seen once more, and never missed.
            var now = FileMark.Of(_path);
            if (now != before)
            {
                before = now;
                yield return See();
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private SeenProgress See()
    {
        try
        {
            return new SeenProgress(Read(), null);
        }
        catch (LabException e)
        {
            return new SeenProgress(null, e.Message);
        }
    }

    // A program that was killed in its turn left a whole file: files are replaced, never written in place.
    private static void TakeTurn(Mutex turn)
    {
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // It is ours now.
        }
    }

    private string TurnName() => "workshop-progress-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_path)))[..32];

    /// <summary>By what a replaced file differs from the one before.</summary>
    private sealed record FileMark(bool Exists, DateTime WrittenAt, long Length)
    {
        public static FileMark Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new(true, file.LastWriteTimeUtc, file.Length) : new(false, default, 0);
        }
    }
}

/// <summary>The progress as a watcher sees it.</summary>
/// <param name="Progress">Null: it cannot be read.</param>
/// <param name="Trouble">Why not; null when it can.</param>
public sealed record SeenProgress(LearnerProgress? Progress, string? Trouble);
