using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Tests.Running;

public sealed class AutoscalingPeriodTests
{
    [Theory]
    [InlineData(null, 15)]
    [InlineData("", 15)]
    [InlineData("00:00:02", 2)]
    [InlineData("00:10:00", 600)]
    public void It_is_that_of_Kubernetes_unless_somebody_says_otherwise(string? text, int seconds)
    {
        var autoscaling = AutoscalingPeriod.Read(Configuration(text));

        Assert.Equal((TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds)), (autoscaling.SyncPeriod, autoscaling.MeasurePeriod));
    }

    [Theory]
    [InlineData("2s")]
    [InlineData("5")]
    [InlineData("00:00:00.5")]
    [InlineData("-00:00:15")]
    public void What_is_no_such_time_is_refused_with_an_example(string text) => Assert.Equal(
        $"Autoscaling:Period: '{text}' is no time between 00:00:01 and 00:10:00, such as '00:00:05'.",
        Assert.Throws<DistributedApplicationException>(() => AutoscalingPeriod.Read(Configuration(text))).Message);

    private static IConfiguration Configuration(string? text) => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(AutoscalingPeriod.Key, text)]).Build();
}
