using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Tests.Running;

public sealed class EventLifetimeTests
{
    [Theory]
    [InlineData(null, 3600)]
    [InlineData("", 3600)]
    [InlineData("00:02:00", 120)]
    public void Events_stay_for_an_hour_unless_somebody_says_otherwise(string? ttl, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), EventLifetime.Read(Configuration(ttl)));

    [Theory]
    [InlineData("1h")]
    [InlineData("00:00:00")]
    [InlineData("8.00:00:00")]
    public void What_is_no_time_is_refused_with_an_example(string ttl) => Assert.Equal(
        $"Workshop:EventTtl: '{ttl}' is no time between 00:00:01 and 7.00:00:00, such as '00:05:00'.",
        Assert.Throws<DistributedApplicationException>(() => EventLifetime.Read(Configuration(ttl))).Message);

    private static IConfiguration Configuration(string? ttl) => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(EventLifetime.Key, ttl)]).Build();
}
