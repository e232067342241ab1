using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>What a server in this process logs as an error is a fault: an exception that somebody else had to catch.</summary>
internal sealed class FaultLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<FaultException> _faults = new();

    public void ThrowIfAny()
    {
        if (_faults.TryDequeue(out var fault))
        {
            _faults.Clear();
            throw fault;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // What the server itself refuses comes as this one, and is answered with 400.
        if (IsEnabled(logLevel) && exception is not BadHttpRequestException)
        {
            _faults.Enqueue(new FaultException(formatter(state, exception), exception));
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
