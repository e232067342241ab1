using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Workshop.Toolbox.Tests;

/// <summary>The redis-server verb as a pod runs it: a process of its own, spoken to by an ordinary client.</summary>
public sealed class RedisServerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_client_with_the_password_reads_what_it_wrote()
    {
        await using var server = await Start(["--requirepass", "open sesame"]);
        await using var client = await Connect("open sesame");

        await client.GetDatabase().StringSetAsync("user", "hash");

        Assert.Equal("hash", await client.GetDatabase().StringGetAsync("user"));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task A_client_without_the_right_password_is_refused(string? password)
    {
        await using var server = await Start(["--requirepass", "right"]);

        await Assert.ThrowsAnyAsync<RedisException>(async () =>
        {
            await using var client = await Connect(password);
            await client.GetDatabase().StringGetAsync("user");
        });
    }

    [Fact]
    public async Task The_password_may_come_from_the_environment()
    {
        await using var server = await Start([], ("REDIS_PASSWORD", "from outside"));
        await using var client = await Connect("from outside");

        Assert.True(await client.GetDatabase().StringSetAsync("a", "1"));
        await Assert.ThrowsAnyAsync<RedisException>(() => Connect("other"));
    }

    [Fact]
    public async Task Without_a_password_anybody_on_this_machine_may_connect_and_the_log_says_so()
    {
        await using var server = await Start([]);
        await using var client = await Connect(password: null);

        Assert.True(await client.GetDatabase().StringSetAsync("a", "1"));
        Assert.Contains("without a password", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_tutorials_write_into_a_configuration_starts_with_warnings()
    {
        var file = _folder.Write("redis.conf", "maxmemory 2mb\nmaxmemory-policy allkeys-lru\n");
        await using var server = TestProcess.Start(Program, ["redis-server", file, "--save", "", "--loglevel", "notice", "--tcp-keepalive", "60", "--port", $"{_port}"]);
        await server.HasWritten("Ready", Patience);

        foreach (var (place, directive) in new[] { ($"'{file}' line 1", "maxmemory"), ($"'{file}' line 2", "maxmemory-policy"), ("--save", "save"), ("--loglevel", "loglevel"), ("--tcp-keepalive", "tcp-keepalive") })
        {
            Assert.Contains($"Warning: {place}: '{directive}' is not done by this server", server.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bitmaps_are_counted_and_combined()
    {
        await using var server = await Start([]);
        await using var client = await Connect(password: null);
        var database = client.GetDatabase();
        await database.StringSetBitAsync("a", 7, true);
        await database.StringSetBitAsync("b", 1, true);

        Assert.Equal(1, await database.StringBitCountAsync("a"));
        Assert.Equal(7, await database.StringBitPositionAsync("a", true));
        Assert.Equal(1, await database.StringBitOperationAsync(Bitwise.Or, "both", "a", "b"));
        Assert.Equal(2, await database.StringBitCountAsync("both"));
        Assert.Equal(1, await database.StringBitOperationAsync(Bitwise.Not, "none", "a"));
    }

    [Fact]
    public async Task A_configuration_file_says_what_flags_say_and_flags_win()
    {
        var file = _folder.Write("redis.conf", $"# of the labs\nport 1\nbind 127.0.0.1\nrequirepass \"from \\\"file\\\"\"\nappendonly no\ndir {_folder.Path}\n");
        await using var server = TestProcess.Start(Program, ["redis-server", file, "--port", $"{_port}"]);
        await server.HasWritten("Ready", Patience);
        await using var client = await Connect("from \"file\"");

        Assert.True(await client.GetDatabase().StringSetAsync("a", "1"));
    }

    [Fact]
    public async Task A_wildcard_means_the_pods_own_address()
    {
        await using var server = await Start(["--bind", "0.0.0.0"], ("WORKSHOP_POD_IP", "127.77.3.1"));
        using var other = new TcpListener(IPAddress.Loopback, _port);

        other.Start();

        await using var client = await ConnectionMultiplexer.ConnectAsync($"127.77.3.1:{_port}");
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task What_was_written_survives_a_kill_when_appendonly_is_on()
    {
        await using (var first = await Start(["--appendonly", "yes"]))
        {
            await using var writer = await Connect(password: null);
            await writer.GetDatabase().StringSetAsync("kept", "yes");
        }

        await using var second = await Start(["--appendonly", "yes"]);
        await using var reader = await Connect(password: null);
        Assert.Equal("yes", await reader.GetDatabase().StringGetAsync("kept"));
    }

    [SkippableFact]
    public async Task A_second_server_waits_until_the_first_leaves_its_folder()
    {
        RequiredTool.Unix();
        await using var first = await Start(["--appendonly", "yes"]);
        await using (var writer = await Connect(password: null))
        {
            await writer.GetDatabase().StringSetAsync("kept", "yes");
        }

        await using var second = TestProcess.Start(Program, ["redis-server", "--port", $"{FreePort.Next()}", "--dir", _folder.Path, "--appendonly", "yes"]);
        await using var third = TestProcess.Start(Program, ["redis-server", "--port", $"{FreePort.Next()}", "--dir", _folder.Path, "--appendonly", "yes"]);
        await third.HasWritten("Waiting until", Patience);
        third.Signal(Signals.Terminate);
        Assert.Equal(0, await third.Exit(Patience));
        await second.HasWritten("Waiting until", Patience);
        Assert.DoesNotContain("Ready", second.Output, StringComparison.Ordinal);

        first.Signal(Signals.Kill);

        await second.HasWritten("Ready to accept connections", Patience);
    }

    [SkippableTheory]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.Interrupt)]
    public async Task A_signal_ends_it_cleanly(int signal)
    {
        RequiredTool.Unix();
        await using var server = await Start([]);
        await using var client = await Connect(password: null);

        server.Signal(signal);

        Assert.Equal(0, await server.Exit(TimeSpan.FromSeconds(10)));
        Assert.Empty(server.Error);
    }

    [Fact]
    public async Task A_taken_port_is_named_on_one_line()
    {
        await using var first = await Start([]);

        var second = await TestProcess.Run(Program, ["redis-server", "--port", $"{_port}"], Patience);

        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith($"redis-server: cannot listen on 127.0.0.1:{_port}:", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', second.Error);
    }

    private static string Program => Repository.ProgramOf("Embedded/Toolbox");

    private async Task<TestProcess> Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var server = TestProcess.Start(
            Program, ["redis-server", "--port", $"{_port}", "--dir", _folder.Path, .. arguments], CleanEnvironment.With(environment));
        await server.HasWritten("Ready to accept connections", Patience);
        return server;
    }

    private async Task<ConnectionMultiplexer> Connect(string? password) => await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
    {
        EndPoints = { { IPAddress.Loopback, _port } },
        Password = password,
        ConnectTimeout = 10_000,
        ConnectRetry = 0,
    });
}
