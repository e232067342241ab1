using Workshop.Gateway.Forwarding;

namespace Workshop.Gateway.Tests.Forwarding;

public class RetryPlanTests
{
    [Theory]
    [InlineData("GET", false, "Once")]
    [InlineData("HEAD", false, "Once")]
    [InlineData("OPTIONS", false, "Once")]
    [InlineData("DELETE", false, "Once")]
    [InlineData("PUT", false, "Once")]
    [InlineData("PUT", true, "No")]
    [InlineData("POST", false, "No")]
    [InlineData("PATCH", false, "No")]
    public void A_connection_that_broke_before_an_answer_is_repeated_only_where_that_is_safe(string method, bool hasBody, string expected) =>
        Assert.Equal(expected, RetryPlan.For(method, hasBody, AttemptFailure.BrokenOff).ToString());

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    public void Where_no_connection_came_about_any_request_goes_elsewhere(string method, bool hasBody) =>
        Assert.Equal(Retry.Elsewhere, RetryPlan.For(method, hasBody, AttemptFailure.NoConnection));

    [Theory]
    [InlineData(AttemptFailure.TooSlow)]
    [InlineData(AttemptFailure.BadAnswer)]
    [InlineData(AttemptFailure.BadRequest)]
    [InlineData(AttemptFailure.OfNobody)]
    internal void Nothing_else_is_repeated(AttemptFailure failure) => Assert.Equal(Retry.No, RetryPlan.For("GET", hasBody: false, failure));
}
