using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Workshop.ServiceDefaults.Logging;

/// <summary>As the original wrote: a request's line as it is, everything else as Go's log package does it: <c>2026/01/02 03:04:05 text</c>.</summary>
internal sealed class OriginalConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "original";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Category != AccessLogger.Category)
        {
            textWriter.Write(time.GetUtcNow().ToString("yyyy'/'MM'/'dd HH:mm:ss "));
        }

        textWriter.Write(LogLine.MessageOf(logEntry));
        textWriter.Write('\n');
        LogLine.WriteException(textWriter, logEntry.Exception);
    }
}
