using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Workshop.Hosting.Terminal;

/// <summary>
/// Writes what the cluster logs into a file of the state folder: the terminal is the user's. Lines are kept in memory until the folder is
/// known to be this run's, so that a second instance does not empty the log of the one that runs. The dashboard's login link, which Aspire logs, is not written.
/// </summary>
internal sealed partial class RunLog(string path, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<string> _early = [];
    private StreamWriter? _file;
    private bool _isClosed;

    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    /// <summary>Begins the file anew, with what was logged so far.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
            _early.ForEach(_file.WriteLine);
            _early.Clear();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _file?.Dispose();
        }
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            // Who logs after the end is a background task on its way out.
            if (_isClosed)
            {
                return;
            }

            if (_file is null)
            {
                _early.Add(line);
            }
            else
            {
                _file.WriteLine(line);
            }
        }
    }

    private sealed class CategoryLogger(RunLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var error = exception is null ? "" : $"{Environment.NewLine}{exception}";
                log.Write(LoginToken().Replace(string.Create(CultureInfo.InvariantCulture, $"{log.Now:O} {logLevel} {category}[{eventId.Id}] {formatter(state, exception)}{error}"), "$1…"));
            }
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    [GeneratedRegex(@"([?&]t=)[^\s&]+")]
    private static partial Regex LoginToken();
}
