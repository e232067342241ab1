using Workshop.Gateway.Balancing;

namespace Workshop.Gateway.Tests.Balancing;

public class SharePlanTests
{
    private static readonly DestinationShare Stable = new("stable", 90, null);
    private static readonly DestinationShare Canary = new("canary", 10, ("x-canary", "true"));
    private static readonly DestinationShare Hidden = new("hidden", 0, ("x-canary", "secret"));

    [Fact]
    public void Each_destination_gets_exactly_its_weight_of_all_rolls()
    {
        var chosen = Enumerable.Range(0, 100).Select(roll => SharePlan.For([Stable, Canary, Hidden], _ => null, _ => roll)!.Name).CountBy(name => name).ToDictionary();

        Assert.Equal(new Dictionary<string, int> { ["stable"] = 90, ["canary"] = 10 }, chosen);
    }

    [Theory]
    [InlineData("true", "canary")]
    [InlineData("TRUE", "canary")]
    [InlineData("secret", "hidden")]
    [InlineData("false", "stable")]
    [InlineData(null, "stable")]
    public void A_header_leads_where_the_route_file_says(string? value, string expected) =>
        Assert.Equal(expected, SharePlan.For([Stable, Canary, Hidden], name => name == "x-canary" ? value : null, _ => 0)?.Name);

    [Fact]
    public void A_header_that_leads_to_nobody_who_is_ready_counts_for_nothing() =>
        Assert.Equal("stable", SharePlan.For([Stable], _ => "true", _ => 0)?.Name);

    [Fact]
    public void Who_has_the_weight_0_is_never_a_last_resort() => Assert.Null(SharePlan.For([Hidden], _ => null, _ => 0));

    [Theory]
    [InlineData("x-canary: true", true)]
    [InlineData("x-canary:true", true)]
    [InlineData("x-canary", false)]
    [InlineData(": true", false)]
    [InlineData("x-canary:", false)]
    [InlineData("x canary: true", false)]
    public void A_header_is_a_name_and_a_value(string text, bool isOne) => Assert.Equal(isOne, DestinationShare.TryParseHeader(text, out _));
}
