using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Workshop.ServiceDefaults.Logging;

/// <summary>One line an entry: <c>2026-01-02T03:04:05.678Z info Workshop.Gateway.Tls: text</c>; the stack of an error follows, indented.</summary>
internal sealed class PlainConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception).ReplaceLineEndings(" ");
        if (logEntry.Category != AccessLogger.Category)
        {
            textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            textWriter.Write(Word(logEntry.LogLevel));
            textWriter.Write(logEntry.Category);
            textWriter.Write(": ");
        }

        textWriter.Write(message);
        textWriter.Write('\n');
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write("  ");
            textWriter.Write(exception.ToString().ReplaceLineEndings("\n  "));
            textWriter.Write('\n');
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => " trce ",
        LogLevel.Debug => " dbug ",
        LogLevel.Information => " info ",
        LogLevel.Warning => " warn ",
        LogLevel.Error => " fail ",
        _ => " crit ",
    };
}
