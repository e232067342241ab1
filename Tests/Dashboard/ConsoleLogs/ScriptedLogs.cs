using System.Collections.Concurrent;
using System.Text;
using Workshop.Dashboard.ConsoleLogs;

namespace Workshop.Dashboard.Tests.ConsoleLogs;

/// <summary>Answers each reading of a log with the next thing that a test has put down: lines, or a failure; then with nothing more to say.</summary>
internal sealed class ScriptedLogs : IPodLogs
{
    private readonly ConcurrentQueue<Func<Stream>> _answers = new();

    public ConcurrentQueue<LogRequest> Requests { get; } = new();

    public ScriptedLogs Lines(params string[] lines)
    {
        _answers.Enqueue(() => new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
        return this;
    }

    public ScriptedLogs Fails(string message, bool isFinal)
    {
        _answers.Enqueue(() => throw new PodLogException(message, isFinal, inner: null));
        return this;
    }

    public Task<Stream> OpenAsync(LogSource source, LogRequest request, CancellationToken ct)
    {
        Requests.Enqueue(request);
        return Task.FromResult(_answers.TryDequeue(out var answer) ? answer() : Stream.Null);
    }
}
