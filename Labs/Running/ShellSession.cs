using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Workshop.Labs.Guides;

namespace Workshop.Labs.Running;

/// <summary>
/// One shell, into which a guide's blocks are typed one after the other: variables and background jobs stay from block to block, as they do for a
/// learner. Whatever was started in it ends with it.
/// </summary>
public sealed class ShellSession : IAsyncDisposable
{
    private static readonly TimeSpan PoliteEnd = TimeSpan.FromSeconds(2);
    private readonly Process _shell;
    private readonly string _folder = Directory.CreateTempSubdirectory("workshop-lab-").FullName;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly string _mark = $"__end_{Guid.NewGuid():N}";
    private readonly ShellLanguage _language;
    private int _blocks;

    private ShellSession(Process shell, ShellLanguage language)
    {
        _shell = shell;
        _language = language;
        _reading = ReadAllAsync();
    }

    /// <param name="program">The shell's path.</param>
    /// <param name="folder">Where its commands run: the repository's root.</param>
    /// <param name="environment">Beside the caller's own variables; null removes one.</param>
    public static async Task<ShellSession> StartAsync(string program, ShellLanguage language, string folder, IReadOnlyDictionary<string, string?> environment, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, language.Arguments)
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

        var session = new ShellSession(Process.Start(start) ?? throw new GuideRunException($"'{program}' did not start."), language);
        var prologue = Path.Combine(session._folder, "prologue" + language.Extension);
        await File.WriteAllTextAsync(prologue, language.Prologue, ct);
        await session.TypeAsync($". '{prologue}'", ct);
        return session;
    }

    /// <summary>What a learner with this shell types.</summary>
    public string TextOf(GuideBlock block) => _language.TextOf(block);

    /// <summary>Types one block and waits for its end.</summary>
    /// <param name="onLine">Told each line as it comes.</param>
    /// <exception cref="GuideRunException">It did not end within <paramref name="limit"/>, or ended the shell itself.</exception>
    public async Task<BlockOutcome> RunAsync(string text, TimeSpan limit, Action<string>? onLine, CancellationToken ct)
    {
        var file = Path.Combine(_folder, $"{++_blocks}{_language.Extension}");
        await File.WriteAllTextAsync(file, _language.Here(text) + "\n", ct);
        await TypeAsync(_language.Run(file, _mark), ct);
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
        if (!_shell.HasExited)
        {
            await EndPolitelyAsync();
            _shell.Kill(entireProcessTree: true);
            await _shell.WaitForExitAsync(CancellationToken.None);
        }

        // A program that has left the shell's tree may hold the pipe open: nobody waits for it.
        _shell.Dispose();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Directory.Delete(_folder, recursive: true);
    }

    // Background jobs are told, so that a port-forward closes its streams and a load writes its report.
    private async Task EndPolitelyAsync()
    {
        try
        {
            await RunAsync(_language.EndJobs, PoliteEnd, null, CancellationToken.None);
        }
        catch (Exception e) when (e is GuideRunException or IOException)
        {
            // It is killed next.
        }
    }

    private async Task TypeAsync(string line, CancellationToken ct)
    {
        await _shell.StandardInput.WriteLineAsync(line.AsMemory(), ct);
        await _shell.StandardInput.FlushAsync(ct);
    }

    private async Task ReadAllAsync()
    {
        try
        {
            await Task.WhenAll(ReadAsync(_shell.StandardOutput), ReadAsync(_shell.StandardError));
        }
        finally
        {
            _lines.Writer.TryComplete();
        }
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite(line);
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
