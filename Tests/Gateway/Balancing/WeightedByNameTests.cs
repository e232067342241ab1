using Microsoft.Extensions.Configuration;
using Workshop.Gateway.Balancing;
using Workshop.Gateway.Forwarding;
using Yarp.ReverseProxy.Configuration;

namespace Workshop.Gateway.Tests.Balancing;

public class WeightedByNameTests
{
    [Theory]
    [InlineData("Weighted", null, 1)]
    [InlineData("weighted", "7", 7)]
    [InlineData(null, "7", 7)]
    public async Task The_policy_finds_a_share_at_each_destination_also_where_the_route_file_names_it(string? policy, string? weight, int expected)
    {
        var routes = new ConfigurationBuilder().AddInMemoryCollection([new("ReverseProxy:Clusters:hello:Destinations:stable:Weight", weight)]).Build();
        var cluster = new ClusterConfig
        {
            ClusterId = "hello",
            LoadBalancingPolicy = policy,
            Destinations = new Dictionary<string, DestinationConfig> { ["stable/127.0.0.1:80"] = new() { Address = "http://127.0.0.1" } },
        };

        var configured = await new ForwardingDefaults(routes).ConfigureClusterAsync(cluster, CancellationToken.None);

        Assert.Equal(new DestinationShare("stable", expected, null), DestinationShare.Of(configured.Destinations!["stable/127.0.0.1:80"]));
    }
}
