namespace Workshop.Toolbox.Tests;

/// <summary>What makes no sense gets one line that names it, and exit code 2.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("redis-server: '--nosuch' is not known.", "redis-server", "--nosuch", "1")]
    [InlineData("redis-server: '--requirepas' is not known.", "redis-server", "--port=99", "--requirepas", "x")]
    [InlineData("redis-server: --port: 'many' is not a port.", "redis-server", "--port", "many")]
    [InlineData("redis-server: --port: '0' is not a port.", "redis-server", "--port=0")]
    [InlineData("redis-server: --port: '65536' is not a port.", "redis-server", "--port=65536")]
    [InlineData("redis-server: --bind: '1.2.3.x' is not an address.", "redis-server", "--bind", "127.0.0.1", "1.2.3.x")]
    [InlineData("redis-server: --appendonly: 'maybe' is neither 'yes' nor 'no'.", "redis-server", "--appendonly", "maybe")]
    [InlineData("redis-server: the folder '/no/such' does not exist.", "redis-server", "--dir", "/no/such")]
    [InlineData("redis-server: the configuration file '/no/such.conf' cannot be read:", "redis-server", "/no/such.conf")]
    [InlineData("toolbox: 'memcached' is not known.", "memcached")]
    [InlineData("toolbox: Required command was not provided.")]
    public async Task A_senseless_command_line_is_answered_with_one_line(string complaint, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await ToolboxCommand.RunAsync(arguments, output, error);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith(complaint, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("maxclient 10", "line 2: 'maxclient' is not known here.")]
    [InlineData("maxmemory lots", "line 2: 'lots' is not an amount of memory such as 2mb or 0.")]
    [InlineData("maxmemory-policy lru", "line 2: 'lru' is not one of noeviction, allkeys-lru,")]
    [InlineData("save 60", "line 2: expected are pairs of seconds and changes, or \"\".")]
    [InlineData("daemonize maybe", "line 2: 'maybe' is neither 'yes' nor 'no'.")]
    [InlineData("user default off", "line 2: 'user' is not known here.")]
    [InlineData("rename-command FLUSHALL \"\"", "line 2: 'rename-command' is not known here.")]
    [InlineData("port 6379 6380", "line 2: one value is expected, 2 were given.")]
    [InlineData("requirepass \"open", "line 2: a quote is not closed.")]
    public async Task A_line_of_the_configuration_file_that_makes_no_sense_is_named(string line, string complaint)
    {
        using var folder = new TemporaryFolder();
        using var error = new StringWriter();

        var code = await ToolboxCommand.RunAsync(["redis-server", folder.Write("redis.conf", $"port 6379\n{line}\n")], TextWriter.Null, error);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(complaint, error.ToString(), StringComparison.Ordinal);
    }
}
