namespace Workshop.Toolbox.Tests;

/// <summary>The redis-cli verb as 'kubectl exec' runs it: a process of its own beside a server.</summary>
public sealed class RedisClientTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_reads_what_it_wrote()
    {
        await using var server = await Start();

        Assert.Equal("OK", (await Ask("set", "motto", "Cattle, not pets: ä")).Output.TrimEnd());
        Assert.Equal("Cattle, not pets: ä", (await Ask("get", "motto")).Output.TrimEnd());
    }

    [Fact]
    public async Task Nothing_is_an_empty_line_a_number_is_a_number_and_a_list_is_a_line_each()
    {
        await using var server = await Start();

        Assert.Equal("", (await Ask("get", "nothing")).Output.TrimEnd());
        Assert.Equal("2", (await Ask("rpush", "list", "a", "b")).Output.TrimEnd());
        Assert.Equal(["a", "b"], (await Ask("lrange", "list", "0", "-1")).Output.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task What_Redis_refuses_is_told_and_ends_with_1()
    {
        await using var server = await Start("--requirepass", "open sesame");

        var refused = await Ask("get", "motto");
        var known = await Ask("-a", "open sesame", "ping");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("NOAUTH", refused.Output, StringComparison.Ordinal);
        Assert.Equal("PONG", known.Output.TrimEnd());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_line_and_ends_with_1()
    {
        var missing = await Ask("ping");

        Assert.Equal(1, missing.ExitCode);
        Assert.StartsWith($"Could not connect to Redis at 127.0.0.1:{_port}:", missing.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_tool_beside_the_box_is_this_verb()
    {
        RequiredTool.Unix();
        await using var server = await Start();
        var tool = Path.Combine(Path.GetDirectoryName(Program)!, "tools", "redis-cli");

        Assert.Equal("PONG", (await TestProcess.Run(tool, ["-p", $"{_port}", "ping"], Patience)).Output.TrimEnd());
    }

    private static string Program => Repository.ProgramOf("Embedded/Toolbox");

    private Task<CommandResult> Ask(params string[] words) => TestProcess.Run(Program, ["redis-cli", "-p", $"{_port}", .. words], Patience);

    private async Task<TestProcess> Start(params string[] arguments)
    {
        var server = TestProcess.Start(Program, ["redis-server", "--port", $"{_port}", "--dir", _folder.Path, .. arguments]);
        await server.HasWritten("Ready to accept connections", Patience);
        return server;
    }
}
