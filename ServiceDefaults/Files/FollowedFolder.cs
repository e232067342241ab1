using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Workshop.ServiceDefaults.Files;

/// <summary>
/// Follows files of one folder: names, routes, certificates. They are replaced by rename, or by a switch of a link as the kubelet does
/// it for mounted volumes; a watcher sees the first at once, time stamps find both within a second, and neither wakes anybody unless the
/// content differs.
/// </summary>
public sealed partial class FollowedFolder : IDisposable
{
    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(1);

    // In no file name.
    private const char NamesEnd = '/';

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FollowedFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<FollowedFile, string> _complaints = [];
    private readonly string _folder;
    private readonly ILogger _logger;
    private readonly ITimer _poll;
    private FileSystemWatcher? _watcher;
    private CancellationTokenSource _changed = new();
    private string? _names;
    private string? _namesComplaint;
    private bool _isDisposed;

    public FollowedFolder(string folder, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(time);
        _folder = Path.GetFullPath(folder);
        _logger = logger;
        _watcher = TryWatch();
        _poll = time.CreateTimer(_ => Check(isCertain: false), null, PollPeriod, PollPeriod);
    }

    /// <summary>Take the token before you read, so that no change falls between.</summary>
    /// <returns>Fires once, when the content of a file that somebody has read is another one.</returns>
    public IChangeToken GetChangeToken()
    {
        lock (_lock)
        {
            return new CancellationChangeToken(_changed.Token);
        }
    }

    /// <summary>Reads a file and follows it from now on.</summary>
    /// <returns>Null while the file does not exist.</returns>
    public byte[]? Read(string fileName)
    {
        lock (_lock)
        {
            if (!_files.TryGetValue(fileName, out var file))
            {
                file = new FollowedFile(Path.Combine(_folder, fileName));
                _files.Add(fileName, file);
                file.Refresh(isCertain: true);
            }

            return file.Content;
        }
    }

    /// <summary>Names the files that there are, and follows from now on which there are.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<string> FileNames()
    {
        lock (_lock)
        {
            _names = Names();
            return _names.Split(NamesEnd, StringSplitOptions.RemoveEmptyEntries);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _watcher?.Dispose();
            _poll.Dispose();
        }
    }

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            var watcher = new FileSystemWatcher(_folder);
            watcher.Changed += (_, _) => Check(isCertain: true);
            watcher.Created += (_, _) => Check(isCertain: true);
            watcher.Deleted += (_, _) => Check(isCertain: true);
            watcher.Renamed += (_, _) => Check(isCertain: true);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The folder is not there yet, or the system has no watches left: time stamps do.
            LogNotWatched(_folder, e.Message);
            return null;
        }
    }

    private void Check(bool isCertain)
    {
        CancellationTokenSource? changed = null;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _watcher ??= Directory.Exists(_folder) ? TryWatch() : null;
            // No short circuit: each file is read, also beside one that cannot be.
            if (_files.Values.Aggregate(TryRefreshNames(), (any, file) => TryRefresh(file, isCertain) || any))
            {
                (changed, _changed) = (_changed, new CancellationTokenSource());
            }
        }

        // Outside the lock: whoever is woken reads again.
        changed?.Cancel();
    }

    private string Names() => string.Concat(Directory.EnumerateFiles(_folder).Select(file => Path.GetFileName(file) + NamesEnd).Order(StringComparer.Ordinal));

    private bool TryRefreshNames()
    {
        if (_names is null)
        {
            return false;
        }

        try
        {
            var before = _names;
            _names = Names();
            _namesComplaint = null;
            return _names != before;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_namesComplaint != e.Message)
            {
                _namesComplaint = e.Message;
                LogNotRead(_folder, e.Message);
            }

            return false;
        }
    }

    private bool TryRefresh(FollowedFile file, bool isCertain)
    {
        try
        {
            var isChanged = file.Refresh(isCertain);
            _complaints.Remove(file);
            return isChanged;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is tried again every second, and told once.
            if (!_complaints.TryGetValue(file, out var before) || before != e.Message)
            {
                _complaints[file] = e.Message;
                LogNotRead(_folder, e.Message);
            }

            return false;
        }
    }

    [LoggerMessage(EventId = 5020, Level = LogLevel.Debug, Message = "Folder '{Folder}' is followed by time stamps only: {Reason}")]
    private partial void LogNotWatched(string folder, string reason);

    [LoggerMessage(EventId = 5021, Level = LogLevel.Warning, Message = "A file of '{Folder}' could not be read; what it said before stays in force: {Reason}")]
    private partial void LogNotRead(string folder, string reason);
}
