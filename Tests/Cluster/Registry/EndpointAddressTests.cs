using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Where an EndpointSlice of somebody's own may lead a Service, and so the API's proxy.</summary>
public sealed class EndpointAddressTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("IPv4", "169.254.169.254", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("IPv4", "0.0.0.0", "may not be unspecified (0.0.0.0 or ::)")]
    [InlineData("IPv4", "224.0.0.5", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")]
    [InlineData("IPv4", "localhost", "must be a valid IPv4 address")]
    [InlineData("IPv4", "2852039166", "must be a valid IPv4 address")]
    [InlineData("IPv4", "::1", "must be a valid IPv4 address")]
    [InlineData("IPv6", "fe80::1", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("IPv6", "::ffff:169.254.169.254", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("IPv6", "::", "may not be unspecified (0.0.0.0 or ::)")]
    public void An_endpoint_that_leads_where_nobody_may_lead_is_refused(string type, string address, string why) => Assert.Equal(
        $"EndpointSlice.discovery.k8s.io \"e\" is invalid: endpoints[0].addresses[0]: Invalid value: \"{address}\": {why}",
        Assert.Throws<StatusException>(() => Create(type, address)).Message);

    [Theory]
    [InlineData("IPv4", "127.40.1.1")]
    [InlineData("IPv4", "10.0.0.1")]
    [InlineData("IPv6", "::1")]
    [InlineData("FQDN", "neighbour.example")]
    public void Pods_and_neighbours_may_be_led_to(string type, string address) => Assert.NotNull(Create(type, address));

    private JsonObject Create(string type, string address) =>
        _registry.Create(KindTable.EndpointSlice, $$"""{"metadata":{"name":"e"},"addressType":"{{type}}","endpoints":[{"addresses":["{{address}}"]}],"ports":[]}""");
}
