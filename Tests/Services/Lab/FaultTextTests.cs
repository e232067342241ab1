using System.Text;
using Workshop.Endpoints.Lab.Faults;

namespace Workshop.Services.Tests.Lab;

public class FaultTextTests
{
    [Fact]
    public void Everything_can_be_asked_for()
    {
        var (plan, findings) = Parse("""{"latencyMs": 300, "errorRate": 0.25, "memoryMiB": 64, "cpus": 1.5, "seconds": 30}""");

        Assert.Empty(findings);
        Assert.Equal(new FaultPlan { LatencyMs = 300, ErrorRate = 0.25, MemoryMiB = 64, Cpus = 1.5, Seconds = 30 }, plan);
    }

    [Fact]
    public void What_is_not_asked_for_is_no_fault_and_all_ends_after_ten_minutes() =>
        Assert.Equal(new FaultPlan { LatencyMs = 1, ErrorRate = 0, MemoryMiB = 0, Cpus = 0, Seconds = 600 }, Parse("""{"latencyMs": 1}""").Plan);

    [Theory]
    [InlineData("", "The body is not JSON")]
    [InlineData("{", "The body is not JSON")]
    [InlineData("""{"latencyMs":1,"latencyMs":2}""", "The body is not JSON")]
    [InlineData("""{"\ud800":1}""", "The body is not JSON")]
    [InlineData("[]", "The body is no object")]
    [InlineData("""{"latency":1}""", "'latency' is not known. Known are 'latencyMs'")]
    [InlineData("""{"latencyMs":-1}""", "'latencyMs' is -1: it must be a whole number from 0 to 30000.")]
    [InlineData("""{"latencyMs":30001}""", "'latencyMs' is 30001")]
    [InlineData("""{"latencyMs":1.5}""", "'latencyMs' is 1.5")]
    [InlineData("""{"latencyMs":"1"}""", "'latencyMs' is \"1\"")]
    [InlineData("""{"errorRate":1.01}""", "'errorRate' is 1.01: it must be a number from 0 to 1.")]
    [InlineData("""{"errorRate":1e999}""", "'errorRate' is 1e999")]
    [InlineData("""{"memoryMiB":100000}""", "'memoryMiB' is 100000: it must be a whole number from 0 to 512.")]
    [InlineData("""{"cpus":true}""", "'cpus' is true")]
    [InlineData("""{"seconds":null}""", "'seconds' is null")]
    public void What_cannot_be_is_named(string text, string finding) => Assert.Contains(finding, Assert.Single(Parse(text).Findings), StringComparison.Ordinal);

    [Fact]
    public void All_findings_come_at_once() => Assert.Equal(3, Parse("""{"latencyMs":-1,"errorRate":2,"x":{}}""").Findings.Count);

    private static (FaultPlan Plan, IReadOnlyList<string> Findings) Parse(string text) => FaultText.Parse(Encoding.UTF8.GetBytes(text));
}
