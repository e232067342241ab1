using StackExchange.Redis;

namespace Workshop.Services.Tests.Redis;

/// <summary>A Redis of a test's own: ours (Garnet) or the machine's, which can be killed and started again with the same data.</summary>
internal sealed class RunningRedis : IAsyncDisposable
{
    public const string Ours = "Garnet";
    public const string Machines = "redis-server";
    public const string Password = "the right one";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly string _kind;
    private TestProcess? _process;

    /// <param name="kind"><see cref="Ours"/> or <see cref="Machines"/>; the latter skips a test where there is none.</param>
    public RunningRedis(string kind)
    {
        RequiredTool.Unix();
        _kind = kind;
        Program = kind == Ours ? Repository.ProgramOf("Embedded/Toolbox") : RequiredTool.Named(Machines);
    }

    public int Port { get; } = FreePort.Next();

    public string ConnectionString => ConnectionStringWith(Password);

    private string Program { get; }

    public string ConnectionStringWith(string password) => $"127.0.0.1:{Port},password={password}";

    public async Task Start(string password = Password)
    {
        var file = _folder.Write("redis.conf", $"port {Port}\nbind 127.0.0.1\ndir {_folder.Path}\nappendonly yes\nrequirepass \"{password}\"\n");
        _process = TestProcess.Start(Program, _kind == Ours ? ["redis-server", file] : [file]);
        await _process.HasWritten("Ready to accept connections", Patience);
    }

    public async Task Kill()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>It hangs: it takes connections and answers nothing.</summary>
    public void Freeze() => _process!.Signal(19);

    public async Task Run(Func<IDatabase, Task> what)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true");
        await what(connection.GetDatabase());
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Kill();
        }

        _folder.Dispose();
    }
}
