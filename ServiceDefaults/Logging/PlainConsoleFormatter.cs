using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Workshop.ServiceDefaults.Logging;

/// <summary>
/// One line an entry: <c>2026-01-02T03:04:05.678Z info Workshop.Gateway.Tls: text</c>, and behind it the request's trace and span, if there is one:
/// <c>[0af7651916cd43dd8448eb211c80319c b7ad6b7169203331]</c>. The stack of an error follows, indented.
/// </summary>
internal sealed class PlainConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var isRequest = logEntry.Category == AccessLogger.Category;
        if (!isRequest)
        {
            textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            textWriter.Write(Word(logEntry.LogLevel));
            textWriter.Write(logEntry.Category);
            textWriter.Write(": ");
        }

        textWriter.Write(LogLine.MessageOf(logEntry));
        if (!isRequest && Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            textWriter.Write($" [{activity.TraceId} {activity.SpanId}]");
        }

        textWriter.Write('\n');
        LogLine.WriteException(textWriter, logEntry.Exception);
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
