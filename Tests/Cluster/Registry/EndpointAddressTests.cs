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

    [Theory]
    [InlineData("addresses", "169.254.169.254", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("addresses", "::ffff:169.254.169.254", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("notReadyAddresses", "0.0.0.0", "may not be unspecified (0.0.0.0 or ::)")]
    [InlineData("addresses", "2852039166", "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    public void Nor_does_an_Endpoints_object_lead_there(string list, string address, string why) => Assert.Equal(
        $"Endpoints \"e\" is invalid: subsets[0].{list}[0].ip: Invalid value: \"{address}\": {why}",
        Assert.Throws<StatusException>(() => CreateOld(list, address)).Message);

    [Theory]
    [InlineData("127.40.1.1")]
    [InlineData("10.0.0.1")]
    public void An_Endpoints_object_may_lead_to_pods_and_neighbours(string address) => Assert.NotNull(CreateOld("addresses", address));

    private JsonObject CreateOld(string list, string address) =>
        _registry.Create(KindTable.Endpoints, $$"""{"metadata":{"name":"e"},"subsets":[{"{{list}}":[{"ip":"{{address}}"}],"ports":[{"port":80}]}]}""");

    private JsonObject Create(string type, string address) =>
        _registry.Create(KindTable.EndpointSlice, $$"""{"metadata":{"name":"e"},"addressType":"{{type}}","endpoints":[{"addresses":["{{address}}"]}],"ports":[]}""");
}
