using Microsoft.Extensions.Logging;

namespace Workshop.Hosting.Tests.NativePrograms;

/// <summary>What was logged, line by line.</summary>
internal sealed class SaidLines : ILogger
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception));
}
