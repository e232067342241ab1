using System.Net;
using Workshop.ServiceDefaults.Listening;

namespace Workshop.ServiceDefaults.Tests.Listening;

public class ListenAddressTests
{
    private static readonly IPAddress PodIP = IPAddress.Parse("127.40.1.7");

    [Theory]
    [InlineData("0.0.0.0:8080", "127.40.1.7:8080")]
    [InlineData(":8080", "127.40.1.7:8080")]
    [InlineData("*:8080", "127.40.1.7:8080")]
    [InlineData("+:8080", "127.40.1.7:8080")]
    [InlineData("[::]:8080", "127.40.1.7:8080")]
    [InlineData("localhost:80", "127.40.1.7:80")]
    [InlineData("127.0.0.1:80", "127.40.1.7:80")]
    [InlineData("[::1]:80", "127.40.1.7:80")]
    [InlineData("127.40.1.9:80", "127.40.1.9:80")]
    [InlineData("10.0.0.1:80", "10.0.0.1:80")]
    public void In_a_pod_wildcards_and_localhost_are_the_pods_address(string text, string expected)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out _));

        Assert.Equal(IPEndPoint.Parse(expected), address.ToEndPoint(PodIP));
    }

    [Theory]
    [InlineData("0.0.0.0:8080", "0.0.0.0:8080")]
    [InlineData("[::]:8080", "[::]:8080")]
    [InlineData("localhost:8080", "127.0.0.1:8080")]
    [InlineData("[::1]:8080", "[::1]:8080")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    public void Elsewhere_an_address_is_what_it_says(string text, string expected)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out _));

        Assert.Equal(IPEndPoint.Parse(expected), address.ToEndPoint(podIP: null));
    }

    [Theory]
    [InlineData("8080", "write ':8080'")]
    [InlineData("foo", "is not HOST:PORT")]
    [InlineData("", "is not HOST:PORT")]
    [InlineData("0.0.0.0:", "has no port")]
    [InlineData("0.0.0.0:http", "has no port")]
    [InlineData("0.0.0.0:65536", "has no port")]
    [InlineData("0.0.0.0:-1", "has no port")]
    [InlineData(":+80", "has no port")]
    [InlineData("example.com:80", "has a host")]
    [InlineData("1:80", "has a host")]
    [InlineData("300.0.0.1:80", "has a host")]
    [InlineData("::1:80", "has a host")]
    [InlineData("[127.0.0.1]:80", "has a host")]
    [InlineData("http://0.0.0.0:80", "has a host")]
    public void What_is_no_address_is_told_why(string text, string problem)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out var found));
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }
}
