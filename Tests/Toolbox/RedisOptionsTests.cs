using System.Net;
using Workshop.Toolbox.Redis;

namespace Workshop.Toolbox.Tests;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("port 7000", "port", "7000")]
    [InlineData("  bind\t127.0.0.1   ::1 ", "bind", "127.0.0.1", "::1")]
    [InlineData("requirepass \"\"", "requirepass", "")]
    [InlineData("""requirepass "a b\x21\n" """, "requirepass", "a b!\n")]
    [InlineData("""requirepass 'it\'s "mine"\n'""", "requirepass", "it's \"mine\"\\n")]
    [InlineData("# port 7000")]
    [InlineData("   ")]
    public void A_line_is_split_as_Redis_splits_it(string line, params string[] words) => Assert.Equal(words, RedisDirectives.Split(line));

    [Theory]
    [InlineData(null, null, "127.0.0.1")]
    [InlineData(null, "127.40.1.7", "127.40.1.7")]
    [InlineData("*", null, "0.0.0.0")]
    [InlineData("*", "127.40.1.7", "127.40.1.7")]
    [InlineData("::", "127.40.1.7", "127.40.1.7")]
    [InlineData("localhost", "127.40.1.7", "127.40.1.7")]
    [InlineData("127.40.9.9", "127.40.1.7", "127.40.9.9")]
    public void In_a_pod_everywhere_and_here_mean_the_pods_address(string? bind, string? podAddress, string expected)
    {
        var builder = new RedisOptionsBuilder().AddEnvironment(name => name == "WORKSHOP_POD_IP" ? podAddress : null);
        _ = bind is null ? builder : builder.Add("bind", [bind], "--bind");

        Assert.Equal([new IPEndPoint(IPAddress.Parse(expected), 6379)], builder.Build().EndPoints);
    }

    [Fact]
    public void An_empty_password_is_none() =>
        Assert.Null(new RedisOptionsBuilder().AddEnvironment(_ => null).Add("requirepass", [""], "--requirepass").Build().Password);

    [Theory]
    [InlineData("maxmemory", "2mb")]
    [InlineData("maxmemory-policy", "allkeys-lru")]
    [InlineData("save", "")]
    [InlineData("save", "60", "1")]
    [InlineData("save", "900", "1", "300", "10")]
    [InlineData("loglevel", "notice")]
    [InlineData("tcp-keepalive", "60")]
    [InlineData("client-output-buffer-limit", "normal", "0", "0", "0")]
    public void What_is_not_done_here_is_answered_with_a_warning(string directive, params string[] values) => Assert.Equal(
        [$"Warning: 'redis.conf' line 1: '{directive}' is not done by this server (Garnet); it goes on without."],
        new RedisOptionsBuilder().Add(directive, values, "'redis.conf' line 1").Build().Warnings);
}
