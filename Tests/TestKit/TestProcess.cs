using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Workshop.TestKit;

/// <summary>A program that a test started: its lines as they come, and its certain end.</summary>
public sealed class TestProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();

    // Set when it has ended and there is nothing left to ask.
    private volatile bool _isDisposed;

    private TestProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _isDisposed || _process.HasExited;

    public string Output => string.Join('\n', _output);

    public string Error => string.Join('\n', _error);

    public string All => $"{Output}\n{Error}";

    /// <summary>Starts a program with <see cref="CleanEnvironment"/> unless told otherwise.</summary>
    public static TestProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment ?? CleanEnvironment.With())
        {
            start.Environment[name] = value;
        }

        var started = new TestProcess(new Process { StartInfo = start });
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        started._process.StandardInput.Write(input);
        started._process.StandardInput.Close();
        return started;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="TimeoutException">It did not end within <paramref name="limit"/> and was killed.</exception>
    public static async Task<CommandResult> Run(
        string program, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, string? input = null)
    {
        await using var started = Start(program, arguments, environment, folder, input);
        var code = await started.Exit(limit);
        return new CommandResult(code, started.Output, started.Error);
    }

    /// <summary>Waits for the end, and for the last line of both streams.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Exit(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'{_process.StartInfo.FileName}' did not end within {limit.TotalSeconds:0} s. It wrote:\n{All}");
        }
    }

    /// <summary>Waits for a line of either stream that holds <paramref name="text"/>.</summary>
    /// <exception cref="TimeoutException">It did not come within <paramref name="limit"/>.</exception>
    public async Task HasWritten(string text, TimeSpan limit)
    {
        await Eventually.Is(() => HasExited || Holds(text), $"process {Id} writes '{text}'", limit, CancellationToken.None);
        if (HasExited)
        {
            await Exit(limit);
        }

        Assert.True(Holds(text), $"Process {Id} ended without writing '{text}'. It wrote:{Environment.NewLine}{All}");
    }

    public void Signal(int signal) => Signals.Send(Id, signal);

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _isDisposed = true;
        _process.Dispose();
    }

    private bool Holds(string text) => All.Contains(text, StringComparison.Ordinal);

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
