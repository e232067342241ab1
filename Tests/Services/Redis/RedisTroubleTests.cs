using StackExchange.Redis;
using Workshop.Endpoints.Redis;

namespace Workshop.Services.Tests.Redis;

public class RedisTroubleTests
{
    [Theory]
    [InlineData("READONLY You can't write against a read only replica.", "can only be read (READONLY)", true)]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.", "is full (OOM)", true)]
    [InlineData("MISCONF Redis is configured to save RDB snapshots", "(MISCONF)", true)]
    [InlineData("NOAUTH Authentication required.", "demands a password (NOAUTH)", true)]
    [InlineData("WRONGPASS invalid username-password pair or user is disabled.", "refuses the password", true)]
    [InlineData("NOPERM this user has no permissions to run the 'zadd' command", "(NOPERM)", true)]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value", "(WRONGTYPE)", false)]
    [InlineData("ERR unknown command 'FOO', with args beginning with: 'hunter2'", "refuses what auth asks (ERR)", false)]
    [InlineData("hunter2 is what it says", "refuses what auth asks (ERR)", false)]
    public void What_Redis_says_is_told_by_its_code_and_in_words_and_nothing_else_of_it(string message, string expected, bool isOfTheServer)
    {
#pragma warning disable CS0618 // The one that takes more is the library's own.
        var refusal = new RedisAwayException(new RedisServerException(message));
#pragma warning restore CS0618

        var words = RedisTrouble.Explain(refusal);

        Assert.Contains(expected, words, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", words, StringComparison.Ordinal);
        Assert.Equal(isOfTheServer, RedisTrouble.IsOfTheServer(refusal));
    }

    [Fact]
    public void A_silence_is_no_refusal() =>
        Assert.Equal("does not answer", RedisTrouble.Explain(new RedisAwayException(new TimeoutException())));
}
