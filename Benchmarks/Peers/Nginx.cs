namespace Workshop.Benchmarks.Peers;

/// <summary>An nginx of a benchmark's own, on loopback, with two workers and no access log.</summary>
public sealed class Nginx : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestProcess? _process;

    /// <param name="server">The http block's own lines; <c>{address}</c> stands for where it listens, <c>{folder}</c> for a folder of files.</param>
    /// <param name="files">Names and lengths of files to serve.</param>
    /// <returns>Where it answers.</returns>
    public async Task<Uri> StartAsync(string server, params (string Name, int Length)[] files)
    {
        var address = $"127.0.0.1:{FreePort.Next()}";
        foreach (var (name, length) in files)
        {
            _folder.Write(Path.Combine("files", name), new string('x', length));
        }

        string[] kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        var configuration = _folder.Write("nginx.conf", $$"""
            {{(Environment.IsPrivilegedProcess ? "user root; " : "")}}daemon off; worker_processes 2; pid {{_folder.PathOf("pid")}}; error_log {{_folder.PathOf("error.log")}};
            events { worker_connections 2048; }
            http {
              access_log off; keepalive_requests 1000000;
              {{string.Join(' ', kinds.Select(kind => $"{kind}_temp_path {_folder.PathOf(kind)};"))}}
              {{server.Replace("{address}", address, StringComparison.Ordinal).Replace("{folder}", _folder.PathOf("files"), StringComparison.Ordinal)}}
            }
            """);
        _process = TestProcess.Start(RequiredTool.Named("nginx"), ["-p", _folder.Path, "-e", _folder.PathOf("error.log"), "-c", configuration]);
        return await Answering.At(new Uri($"http://{address}/"), _process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                _process.Signal(Signals.Terminate);
                await _process.Exit(TimeSpan.FromSeconds(20));
            }

            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
