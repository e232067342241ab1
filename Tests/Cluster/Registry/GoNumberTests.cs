using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Custom;
using Workshop.Cluster.Registry.Selectors;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Numbers as Go writes them, and amounts as Kubernetes rounds them.</summary>
public sealed class GoNumberTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("1e6", "1000000")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "-0")]
    [InlineData("123.50", "123.5")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("12345678901234567890", "12345678901234567000")]
    [InlineData("1.5e-9", "1.5e-9")]
    public void A_number_without_a_type_is_an_int64_or_a_float64(string given, string written) => Assert.Equal(written, GoNumber.Text(given));

    [Theory]
    [InlineData("1.0005", "1001m")]
    [InlineData("0.0001", "1m")]
    [InlineData("1500m", "1500m")]
    [InlineData("2", "2")]
    public void A_pod_asks_for_whole_thousandths_of_a_processor(string asked, string stored)
    {
        var pod = _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a","resources":{"requests":{"cpu":"ASKED"}}}]}}""".Replace("ASKED", asked, StringComparison.Ordinal));

        Assert.Equal(stored, pod["spec"]!["containers"]![0]!["resources"]!["requests"]!["cpu"]!.ToString());
    }

    [Theory]
    [InlineData("x>y", "values[0][x]: Invalid value: \"y\": for 'Gt', 'Lt' operators, the value must be an integer")]
    [InlineData("x in ()", "values: Invalid value: []string{}: for 'in', 'notin' operators, values set can't be empty")]
    [InlineData("-x=1", "<nil>: Invalid value: \"-x\": name part must consist of alphanumeric characters")]
    [InlineData("x=-1", "values[0][x]: Invalid value: \"-1\": a valid label must be an empty string or consist of")]
    public void A_selector_that_makes_no_sense_is_refused(string selector, string why)
    {
        var refused = Assert.Throws<StatusException>(() => LabelSelector.Parse(selector));

        Assert.Equal(400, refused.Code);
        Assert.StartsWith($"unable to parse requirement: {why}", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _registry.Dispose();
}
