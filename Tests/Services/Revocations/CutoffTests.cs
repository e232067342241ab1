using Workshop.Endpoints.Revocations;

namespace Workshop.Services.Tests.Revocations;

public class CutoffTests
{
    [Fact]
    public void A_cutoff_is_read_as_it_is_written() => Assert.Equal("before-1767323045-everybody", Cutoff.Of("before-1767323045-everybody")?.ToRevocation().Id);

    [Theory]
    [InlineData("before-9223372036854775807-everybody")]
    [InlineData("before-253402300799-everybody")]
    [InlineData("before--1-everybody")]
    [InlineData("before-1-")]
    [InlineData("after-1-everybody")]
    public void What_no_calendar_has_is_no_cutoff(string id) => Assert.Null(Cutoff.Of(id));
}
