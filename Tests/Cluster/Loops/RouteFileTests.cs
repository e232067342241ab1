using System.Text.Json.Nodes;
using Workshop.Cluster.Loops.Routing;

namespace Workshop.Cluster.Tests.Loops;

public sealed class RouteFileTests
{
    private static readonly RouteBackend[] One = [new("http://hello.default:80")];

    [Fact]
    public void A_rule_that_demands_more_is_asked_first()
    {
        var file = Parse(
            new GatewayRoute("any", null, PathKind.Prefix, "/", One),
            new GatewayRoute("below", "a.example.com", PathKind.Prefix, "/auth", One),
            new GatewayRoute("exact", "a.example.com", PathKind.Exact, "/auth", One),
            new GatewayRoute("wild", "*.example.com", PathKind.Prefix, "/auth/very/long", One),
            new GatewayRoute("header", "a.example.com", PathKind.Prefix, "/auth", One) { Headers = [KeyValuePair.Create("x-canary", "true")] });

        Assert.Equal(["exact", "header", "below", "wild", "any"], file["Routes"]!.AsObject().OrderBy(route => route.Value!["Order"]!.GetValue<int>()).Select(route => route.Key));
    }

    [Theory]
    [InlineData(true, "/auth", "/auth")]
    [InlineData(false, "/auth", "/auth/{**rest}")]
    [InlineData(false, "/auth/", "/auth/{**rest}")]
    [InlineData(false, "/", "/{**rest}")]
    [InlineData(true, "/{x}", "/{{x}}")]
    public void A_path_is_written_as_the_gateways_pattern(bool isExact, string path, string pattern) => Assert.Equal(
        pattern, Parse(new GatewayRoute("r", null, isExact ? PathKind.Exact : PathKind.Prefix, path, One))["Routes"]!["r"]!["Match"]!["Path"]!.ToString());

    [Fact]
    public void Weights_are_those_of_the_destinations()
    {
        var file = Parse(new GatewayRoute("r", null, PathKind.Prefix, "/", [new("http://a:80", 95), new("http://b:80", 5)]));

        Assert.Equal(
            """{"backend-0":{"Address":"http://a:80","Weight":95},"backend-1":{"Address":"http://b:80","Weight":5}}""",
            file["Clusters"]!["r"]!["Destinations"]!.ToJsonString());
    }

    [Theory]
    [InlineData(null, "", "")]
    [InlineData(null, "a.example.com", "a.example.com")]
    [InlineData("*.example.com", "", "*.example.com")]
    [InlineData("*.example.com", "a.example.com b.other.com", "a.example.com")]
    [InlineData("a.example.com", "*.example.com", "a.example.com")]
    [InlineData("a.example.com", "b.example.com", null)]
    public void A_route_has_the_hosts_that_it_and_the_listener_have_in_common(string? listener, string route, string? common) =>
        Assert.Equal(common, RouteHosts.Of(listener, route.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { } hosts ? string.Join(' ', hosts) : null);

    [Fact]
    public void Filters_are_the_gateways_transforms()
    {
        var rewrite = JsonNode.Parse("""{"type":"URLRewrite","urlRewrite":{"hostname":"inner","path":{"type":"ReplacePrefixMatch","replacePrefixMatch":"/v2"}}}""")!.AsObject();

        Assert.Equal(
            ["""{"RequestHeader":"Host","Set":"inner"}""", """{"PathRemovePrefix":"/v1"}""", """{"PathPrefix":"/v2"}"""],
            RouteFilters.Transforms(rewrite, "/v1").Select(transform => transform.ToJsonString()));
    }

    private static JsonObject Parse(params GatewayRoute[] routes) => JsonNode.Parse(RouteFile.Text(routes))!["ReverseProxy"]!.AsObject();
}
