using System.Net;
using Workshop.Gateway.Origin;

namespace Workshop.Gateway.Tests.Origin;

public class OriginPlanTests
{
    private static readonly IPNetwork[] Google = [IPNetwork.Parse("130.211.0.0/22"), IPNetwork.Parse("35.191.0.0/16"), IPNetwork.Parse("203.0.113.80/32")];

    [Theory]
    [InlineData("6.6.6.6", "1.2.3.4", "https", "6.6.6.6 http")]
    [InlineData("130.211.0.1", "198.51.100.7, 203.0.113.80", "https", "198.51.100.7 https")]
    [InlineData("130.211.0.1", "1.1.1.1, 198.51.100.7, 203.0.113.80", "https", "198.51.100.7 https")]
    [InlineData("::ffff:130.211.0.1", "198.51.100.7:4711", "http", "198.51.100.7 http")]
    [InlineData("130.211.0.1", "2001:db8::7", "https", "2001:db8::7 https")]
    [InlineData("130.211.0.1", "[2001:db8::7]:80", "https", "2001:db8::7 https")]
    [InlineData("130.211.0.1", "1.1.1.1, nonsense, 203.0.113.80", "https", "203.0.113.80 https")]
    [InlineData("130.211.0.1", "", "https", "130.211.0.1 https")]
    [InlineData("130.211.0.1", "198.51.100.7", "gopher", "198.51.100.7 http")]
    [InlineData("130.211.0.1", "198.51.100.7", "https, http", "198.51.100.7 http")]
    public void Only_a_trusted_proxy_says_who_asked_and_only_as_far_as_trust_goes(string peer, string forwardedFor, string forwardedProto, string expected)
    {
        var origin = OriginPlan.For(new ClientOrigin(IPAddress.Parse(peer), "http"), [forwardedFor], [forwardedProto], Google);

        Assert.Equal(expected, $"{origin.Address} {origin.Scheme}");
    }

    [Fact]
    public void Lines_of_one_header_are_read_in_their_order()
    {
        var origin = OriginPlan.For(new ClientOrigin(IPAddress.Parse("130.211.0.1"), "http"), ["1.1.1.1", "198.51.100.7", "203.0.113.80"], [], Google);

        Assert.Equal("198.51.100.7", origin.Address!.ToString());
    }

    [Theory]
    [InlineData("Forwarded", true)]
    [InlineData("forwarded", true)]
    [InlineData("X-Forwarded-For", true)]
    [InlineData("X_Forwarded_For", true)]
    [InlineData("x-forwarded-client-cert", true)]
    [InlineData("X-Real-IP", true)]
    [InlineData("X-Original-Host", true)]
    [InlineData("X-Forward", false)]
    [InlineData("Authorization", false)]
    [InlineData("traceparent", false)]
    public void Headers_that_speak_for_a_proxy_are_known(string header, bool isOne) => Assert.Equal(isOne, SpoofableHeaders.Contains(header));
}
