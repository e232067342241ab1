using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Tests.Nodes.Metering;

public sealed class UsageTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1_234_567, "1234567n")]
    [InlineData(250_000_000, "250m")]
    [InlineData(2_000_000_000, "2")]
    public void Processors(long nanocores, string text) => Assert.Equal(text, UsageText.Nanocores(nanocores));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1023, "1023")]
    [InlineData(12_345 * 1024, "12345Ki")]
    [InlineData(64L * 1024 * 1024, "64Mi")]
    public void Memory(long bytes, string text) => Assert.Equal(text, UsageText.Bytes(bytes));

    [Theory]
    [InlineData(103, "103m")]
    [InlineData(100_663_296_000, "100663296")]
    [InlineData(5_000_000, "5k")]
    public void Averages(long thousandths, string text) => Assert.Equal(text, UsageText.Thousandths(thousandths));

    [Theory]
    [InlineData(15_000, "15s")]
    [InlineData(15_003.4, "15.003s")]
    [InlineData(62_500, "1m2.5s")]
    public void Windows(double milliseconds, string text) => Assert.Equal(text, UsageText.Duration(TimeSpan.FromMilliseconds(milliseconds)));
}
