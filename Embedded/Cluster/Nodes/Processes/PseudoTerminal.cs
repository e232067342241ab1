using System.IO.Pipelines;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>
/// A terminal for one program: what is written here is typed there, and what the program shows is read here. One small thread waits for the
/// program's output, as a terminal can be read in no other way on every Unix; it ends with the last program that holds the terminal.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReaderStack = 128 * 1024;
    private const int BlockSize = 16 * 1024;

    /// <summary>So much of what nobody has taken yet is kept; then the program has to wait.</summary>
    private const int OutputLimit = 256 * 1024;

    private readonly SafeFileHandle _master;
    private readonly Pipe _shown = new(new PipeOptions(pauseWriterThreshold: OutputLimit, resumeWriterThreshold: OutputLimit / 2, useSynchronizationContext: false));

    private PseudoTerminal(SafeFileHandle master, string path)
    {
        (_master, Path) = (master, path);
        Output = _shown.Reader.AsStream();
        Input = new TerminalInput(master);
    }

    /// <summary>The program's end: <c>/dev/pts/7</c>.</summary>
    public string Path { get; }

    public Stream Output { get; }

    public Stream Input { get; }

    /// <exception cref="ProcessStartException">The machine has no terminal left.</exception>
    public static PseudoTerminal Open()
    {
        var (master, path) = TerminalCalls.Open();
        return new PseudoTerminal(master, path);
    }

    /// <summary>Once the program has opened its end: before that there is nothing to wait for.</summary>
    public void Begin() => new Thread(Read, ReaderStack) { IsBackground = true, Name = $"reader of {Path}" }.Start();

    public void Resize(TerminalSize size) => TerminalCalls.Resize(_master, size);

    public void Dispose()
    {
        Output.Dispose();
        _master.Dispose();
    }

    private void Read()
    {
        try
        {
            while (true)
            {
                var count = TerminalCalls.Read(_master, _shown.Writer.GetSpan(BlockSize));
                if (count == 0)
                {
                    return;
                }

                _shown.Writer.Advance(count);

                // On this thread there is nothing else to do than to wait for who reads.
                if (_shown.Writer.FlushAsync().AsTask().GetAwaiter().GetResult().IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            // Given up by its owner.
        }
        finally
        {
            _shown.Writer.Complete();
        }
    }
}
