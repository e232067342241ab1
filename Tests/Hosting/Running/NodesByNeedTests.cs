using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Tests.Running;

public sealed class NodesByNeedTests
{
    [Theory]
    [InlineData(null, null, 0, 600)]
    [InlineData("", "", 0, 600)]
    [InlineData("5", null, 5, 600)]
    [InlineData("100", "00:00:30", 100, 30)]
    public void They_are_off_unless_somebody_allows_them(string? most, string? idle, int nodes, int seconds)
    {
        var autoscaling = NodesByNeed.Read(Configuration(most, idle));

        Assert.Equal((nodes, TimeSpan.FromSeconds(seconds)), (autoscaling.MostNodes, autoscaling.IdleTime));
    }

    [Theory]
    [InlineData("many", null, "NodeAutoscaling:MostNodes: 'many' is no number between 0 and 100, such as '5'.")]
    [InlineData("-1", null, "NodeAutoscaling:MostNodes: '-1' is no number between 0 and 100, such as '5'.")]
    [InlineData("101", null, "NodeAutoscaling:MostNodes: '101' is no number between 0 and 100, such as '5'.")]
    [InlineData("5", "30", "NodeAutoscaling:IdleTime: '30' is no time between 00:00:01 and 1.00:00:00, such as '00:00:30'.")]
    [InlineData("5", "00:00:00.5", "NodeAutoscaling:IdleTime: '00:00:00.5' is no time between 00:00:01 and 1.00:00:00, such as '00:00:30'.")]
    public void What_makes_no_sense_is_refused_with_an_example(string? most, string? idle, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<DistributedApplicationException>(() => NodesByNeed.Read(Configuration(most, idle))).Message);

    private static IConfiguration Configuration(string? most, string? idle) => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create(NodesByNeed.MostKey, most), KeyValuePair.Create(NodesByNeed.IdleKey, idle)])
        .Build();
}
