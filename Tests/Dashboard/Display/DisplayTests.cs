using Workshop.Dashboard.Display;

namespace Workshop.Dashboard.Tests.Display;

public sealed class DisplayTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.0005, "0.5 µs")]
    [InlineData(0.25, "250 µs")]
    [InlineData(0.99996, "1 ms")]
    [InlineData(1.234, "1.23 ms")]
    [InlineData(999.7, "1 s")]
    [InlineData(59_970, "1 min")]
    [InlineData(61_000, "1 min 1 s")]
    [InlineData(3_725_000, "1 h 2 min")]
    [InlineData(90_000_000, "1 d 1 h")]
    [InlineData(-5, "-5 ms")]
    public void Durations_have_three_digits_and_the_unit_that_fits(double milliseconds, string expected)
    {
        Assert.Equal(expected, DurationText.Of(TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))));
    }

    [Theory]
    [InlineData(0.25, "s", "250 ms")]
    [InlineData(1536, "By", "1.5 KiB")]
    [InlineData(1536, "By/s", "1.5 KiB/s")]
    [InlineData(12, "{request}", "12 request")]
    [InlineData(0.5, "1", "0.5")]
    [InlineData(1234567, "", "1.23 M")]
    [InlineData(2.5, "/s", "2.5/s")]
    [InlineData(double.NaN, "s", "NaN")]
    [InlineData(double.PositiveInfinity, "By", "Infinity")]
    public void Numbers_carry_their_unit_as_people_write_it(double value, string unit, string expected)
    {
        Assert.Equal(expected, NumberText.Of(value, unit));
    }

    [Theory]
    [InlineData("http.request.header.authorization", "Bearer abc")]
    [InlineData("db.password", "hunter2")]
    [InlineData("X-Api-Key", "k")]
    [InlineData("set-cookie", "session=1")]
    [InlineData("ConnectionStrings__redis", "x:6379,password=hunter2")]
    [InlineData("url.full", "http://user:hunter2@host/")]
    [InlineData("url.query", "?a=1&access_token=hunter2")]
    [InlineData("anything", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.abc")]
    [InlineData("db.query.text", "AUTH: Basic aHVudGVyMjo=")]
    [InlineData("body", "{\"password\": \"hunter2\"}")]
    public void What_looks_like_a_secret_is_hidden(string name, string value)
    {
        Assert.Contains(SecretMask.Hidden, SecretMask.Value(name, value), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", SecretMask.Value(name, value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http.route", "/login")]
    [InlineData("gen_ai.usage.input_tokens", "12")]
    [InlineData("message", "The token: expired at noon")]
    [InlineData("url.path", "/api/v1/namespaces/workshop/secrets/redis")]
    [InlineData("authorization", "")]
    public void What_is_no_secret_is_shown(string name, string value)
    {
        Assert.Equal(value, SecretMask.Value(name, value));
    }

    [Fact]
    public void Addresses_escape_what_they_carry()
    {
        Assert.Equal("/structuredlogs?resource=a%26b&traceId=t", TelemetryAddress.Logs("a&b", "t"));
        Assert.Equal("/traces/t", TelemetryAddress.Trace("t"));
    }

    [Theory]
    [InlineData(100, 20)]
    [InlineData(0.0137, 0.005)]
    [InlineData(60_000, 15_000)]
    [InlineData(3_600_000, 900_000)]
    [InlineData(0, 0.0001)]
    public void Time_is_divided_into_round_steps(double wholeMs, double expectedMs)
    {
        Assert.Equal(expectedMs, RoundTime.Step(TimeSpan.FromTicks((long)(wholeMs * TimeSpan.TicksPerMillisecond)), 5).TotalMilliseconds);
    }
}
