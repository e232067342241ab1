using Workshop.ClusterPage.Shell.Parts;

namespace Workshop.ClusterPage.Tests.Shell;

public sealed class PartsTests
{
    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(45, "45s")]
    [InlineData(119, "119s")]
    [InlineData(192, "3m12s")]
    [InlineData(600, "10m")]
    [InlineData(18_420, "5h7m")]
    [InlineData(90_000, "25h")]
    [InlineData(273_600, "3d4h")]
    [InlineData(3_456_000, "40d")]
    public void An_age_is_written_as_kubectl_writes_it(int seconds, string expected) => Assert.Equal(expected, Times.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_applications_parts_have_colours_of_their_own_and_every_name_keeps_its_one()
    {
        string[] parts = ["gateway", "hello", "auth", "redis", "monolith"];

        Assert.Equal(parts.Length, parts.Select(ResourceColors.IndexOf).Distinct().Count());
        Assert.Equal(ResourceColors.IndexOf("some-service"), ResourceColors.IndexOf("some-service"));
        Assert.All(Enumerable.Range(0, 200), i => Assert.InRange(ResourceColors.IndexOf($"service-{i}"), 0, ResourceColors.Count - 1));
        Assert.True(Enumerable.Range(0, 200).Select(i => ResourceColors.IndexOf($"service-{i}")).Distinct().Count() == ResourceColors.Count);
    }
}
