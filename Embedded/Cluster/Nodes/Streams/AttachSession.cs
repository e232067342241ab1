using System.IO.Pipelines;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Streams;

/// <summary>One client that looks on, and may type, while a container's own program runs.</summary>
internal sealed class AttachSession : IContainerSession
{
    /// <summary>So much is kept for a client that is behind.</summary>
    private const int Backlog = 256 * 1024;

    /// <summary>A client that has taken nothing for so long is cut off: the program goes on without it.</summary>
    private static readonly TimeSpan SlowLimit = TimeSpan.FromSeconds(10);

    private readonly Pipe _output = NewPipe();
    private readonly Pipe _error = NewPipe();
    private readonly AttachPoint _point;
    private readonly StreamWishes _wishes;
    private readonly TimeProvider _time;

    public AttachSession(AttachPoint point, StreamWishes wishes, TimeProvider time)
    {
        (_point, _wishes, _time) = (point, wishes, time);
        Output = _output.Reader.AsStream();
        Error = _error.Reader.AsStream();
    }

    public Stream? Input => _wishes.Input ? _point.Process.Input : null;

    public Stream Output { get; }

    public Stream Error { get; }

    public Task<int?> Ended { get; } = Task.FromResult<int?>(null);

    /// <summary>Ends the program's input where it was meant for one client; else the client leaves.</summary>
    public void EndInput()
    {
        if (!_wishes.Input)
        {
            return;
        }

        if (_point.IsInputOnce && _point.Process.Input is not (null or TerminalInput))
        {
            _point.Process.Input.Dispose();
            return;
        }

        _point.Leave(this);
        Complete();
    }

    public void Resize(TerminalSize size) => _point.Process.Resize(size);

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        _output.Writer.Complete();
        _error.Writer.Complete();
    }

    public async ValueTask ShowAsync(bool isError, ReadOnlyMemory<byte> bytes)
    {
        if (!(isError ? _wishes.Error : _wishes.Output))
        {
            return;
        }

        try
        {
            await (isError ? _error : _output).Writer.WriteAsync(bytes).AsTask().WaitAsync(SlowLimit, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _point.Leave(this);
            Complete();
        }
        catch (InvalidOperationException)
        {
            // It has just left: its pipes are complete.
        }
    }

    public ValueTask DisposeAsync()
    {
        EndInput();
        _point.Leave(this);
        return new(Task.WhenAll(Output.DisposeAsync().AsTask(), Error.DisposeAsync().AsTask()));
    }

    private static Pipe NewPipe() => new(new PipeOptions(pauseWriterThreshold: Backlog, resumeWriterThreshold: Backlog / 2, useSynchronizationContext: false));
}
