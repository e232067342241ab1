using Workshop.Hosting.Model;

namespace Workshop.Hosting.Tests.Publishing;

public class QuotedParameterTests
{
    [Theory]
    [InlineData("a b", "\"a b\"")]
    [InlineData("say \"hi\" \\", "\"say \\\"hi\\\" \\\\\"")]
    [InlineData("line\n", "\"line\\n\"")]
    [InlineData("ü'#", "\"ü'#\"")]
    [InlineData("\u0001", "\"\\x01\"")]
    public void In_redis_conf_a_value_stands_in_quotes(string value, string text) => Assert.Equal(text, QuotedParameter.Quote(value, Quoting.RedisConfiguration));
}
