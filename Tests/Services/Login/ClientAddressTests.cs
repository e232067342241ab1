using System.Net;
using Workshop.Endpoints.Login;

namespace Workshop.Services.Tests.Login;

public class ClientAddressTests
{
    private readonly ClientAddress _clients = new([IPNetwork.Parse("10.8.0.0/14"), IPNetwork.Parse("fd00::/8")]);

    [Theory]
    [InlineData("203.0.113.9", "", "203.0.113.9")]
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    [InlineData("10.8.3.4", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.8.3.4", "1.1.1.1, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.8.3.4", "198.51.100.1:4711", "198.51.100.1")]
    [InlineData("10.8.3.4", "[2001:db8::1]:4711", "2001:db8::1")]
    [InlineData("10.8.3.4", "", "10.8.3.4")]
    [InlineData("10.8.3.4", "unknown", "10.8.3.4")]
    [InlineData("10.8.3.4", "198.51.100.1, ", "10.8.3.4")]
    [InlineData("::ffff:10.8.3.4", "::ffff:198.51.100.1", "198.51.100.1")]
    [InlineData("fd00::1", "198.51.100.1", "198.51.100.1")]
    public void Only_a_trusted_proxy_says_for_whom_it_asks_and_only_its_own_word_counts(string peer, string forwardedFor, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), _clients.Of(IPAddress.Parse(peer), forwardedFor));

    [Fact]
    public void Addresses_of_one_IPv6_network_are_one_place()
    {
        Assert.Equal(ClientAddress.PlaceOf(IPAddress.Parse("2001:db8:1:2::1")), ClientAddress.PlaceOf(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(ClientAddress.PlaceOf(IPAddress.Parse("2001:db8:1:2::1")), ClientAddress.PlaceOf(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.NotEqual(ClientAddress.PlaceOf(IPAddress.Parse("198.51.100.1")), ClientAddress.PlaceOf(IPAddress.Parse("198.51.100.2")));
    }
}
