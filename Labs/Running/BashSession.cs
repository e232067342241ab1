using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Workshop.Labs.Running;

/// <summary>
/// One bash, into which a guide's blocks are typed one after the other: variables and background jobs stay from block to block, as they do for a
/// learner. Whatever was started in it ends with it.
/// </summary>
public sealed class BashSession : IAsyncDisposable
{
    // Remembers the first command of a block that failed: a block of five lines must not hide the second one's failure behind the fifth's success.
    private const string Prologue = """
        set +e
        exec 2>&1
        trap '__code=$?; [ -n "$__failed" ] || __failed="$__code from: $BASH_COMMAND"' ERR
        """;

    private static readonly TimeSpan PoliteEnd = TimeSpan.FromSeconds(2);
    private readonly Process _bash;
    private readonly string _folder = Directory.CreateTempSubdirectory("workshop-lab-").FullName;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly string _mark = $"__end_{Guid.NewGuid():N}";
    private int _blocks;

    private BashSession(Process bash)
    {
        _bash = bash;
        _reading = ReadAsync();
    }

    /// <param name="bash">The shell's path.</param>
    /// <param name="folder">Where its commands run: the repository's root.</param>
    /// <param name="environment">Beside the caller's own variables; null removes one.</param>
    public static async Task<BashSession> StartAsync(string bash, string folder, IReadOnlyDictionary<string, string?> environment, CancellationToken ct)
    {
        var start = new ProcessStartInfo(bash, ["--noprofile", "--norc"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var session = new BashSession(Process.Start(start) ?? throw new GuideRunException($"'{bash}' did not start."));
        await session.TypeAsync(Prologue, ct);
        return session;
    }

    /// <summary>Types one block and waits for its end.</summary>
    /// <param name="onLine">Told each line as it comes.</param>
    /// <exception cref="GuideRunException">It did not end within <paramref name="limit"/>, or ended the shell itself.</exception>
    public async Task<BlockOutcome> RunAsync(string text, TimeSpan limit, Action<string>? onLine, CancellationToken ct)
    {
        var file = Path.Combine(_folder, $"{++_blocks}.sh");
        await File.WriteAllTextAsync(file, text + "\n", ct);
        // Not by standard input: a command that reads it would swallow the lines after its own.
        await TypeAsync($"__failed=; . '{file}' </dev/null; printf '\\n%s %d %s\\n' {_mark} \"$?\" \"$__failed\"", ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        List<string> written = [];
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
            {
                if (line.StartsWith(_mark, StringComparison.Ordinal))
                {
                    return Outcome(line, written);
                }

                written.Add(line);
                onLine?.Invoke(line);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new GuideRunException($"The block did not end within {limit.TotalSeconds:0} s:\n{text}\nIt wrote:\n{string.Join('\n', written)}");
        }

        throw new GuideRunException($"The block ended the shell:\n{text}\nIt wrote:\n{string.Join('\n', written)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_bash.HasExited)
        {
            await EndPolitelyAsync();
            _bash.Kill(entireProcessTree: true);
            await _bash.WaitForExitAsync(CancellationToken.None);
        }

        // A program that has left the shell's tree may hold the pipe open: nobody waits for it.
        _bash.Dispose();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Directory.Delete(_folder, recursive: true);
    }

    // Background jobs are told, so that a port-forward closes its streams and a load writes its report.
    private async Task EndPolitelyAsync()
    {
        try
        {
            await RunAsync("__jobs=$(jobs -p); [ -z \"$__jobs\" ] || { kill $__jobs; wait $__jobs; }; true", PoliteEnd, null, CancellationToken.None);
        }
        catch (Exception e) when (e is GuideRunException or IOException)
        {
            // It is killed next.
        }
    }

    private async Task TypeAsync(string line, CancellationToken ct)
    {
        await _bash.StandardInput.WriteLineAsync(line.AsMemory(), ct);
        await _bash.StandardInput.FlushAsync(ct);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _bash.StandardOutput.ReadLineAsync() is { } line)
            {
                _lines.Writer.TryWrite(line);
            }
        }
        finally
        {
            _lines.Writer.TryComplete();
        }
    }

    // "__end_1f… 1 1 from: kubectl get nothing"
    private BlockOutcome Outcome(string line, List<string> written)
    {
        var parts = line[_mark.Length..].Trim().Split(' ', 2);
        if (written is [.., { Length: 0 }])
        {
            written.RemoveAt(written.Count - 1);
        }

        return new BlockOutcome(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts.Length > 1 ? parts[1] : string.Empty, written);
    }
}
