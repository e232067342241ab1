using k8s.Models;
using Workshop.Cluster.Api.Tables;

namespace Workshop.Cluster.Tests.Api;

public sealed class HumanTextTests
{
    [Theory]
    [InlineData(-2, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(310, "5m10s")]
    [InlineData(600, "10m")]
    [InlineData(10_799, "179m")]
    [InlineData(10_800, "3h")]
    [InlineData(11_160, "3h6m")]
    [InlineData(8 * 3600 + 59, "8h")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(48 * 3600, "2d")]
    [InlineData(52 * 3600, "2d4h")]
    [InlineData(8 * 86_400, "8d")]
    [InlineData(729 * 86_400, "729d")]
    [InlineData(730 * 86_400, "2y")]
    [InlineData(750 * 86_400, "2y20d")]
    [InlineData(8 * 365 * 86_400, "8y")]
    public void A_duration_has_two_units_at_most(int seconds, string text) => Assert.Equal(text, HumanText.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void An_unknown_moment_has_no_age() => Assert.Equal("<unknown>", HumanText.Age(null, DateTimeOffset.UnixEpoch));

    [Fact]
    public void A_selector_shows_its_terms_by_key()
    {
        var selector = new V1LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
            MatchExpressions =
            [
                new V1LabelSelectorRequirement { Key = "d", OperatorProperty = "In", Values = ["y", "x"] },
                new V1LabelSelectorRequirement { Key = "c", OperatorProperty = "DoesNotExist" },
                new V1LabelSelectorRequirement { Key = "e", OperatorProperty = "NotIn", Values = ["z"] },
                new V1LabelSelectorRequirement { Key = "f", OperatorProperty = "Exists" },
            ],
        };
        Assert.Equal("a=1,b=2,!c,d in (x,y),e notin (z),f", HumanText.Selector(selector));
        Assert.Equal("<none>", HumanText.Selector(null));
    }

    [Fact]
    public void Of_many_the_first_three_are_shown()
    {
        Assert.Equal("a,b,c", HumanText.FirstThree(["a", "b", "c"]));
        Assert.Equal("a,b,c + 2 more...", HumanText.FirstThree(["a", "b", "c", "d", "e"]));
    }
}
