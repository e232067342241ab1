using Workshop.Gateway.Forwarding;
using Yarp.ReverseProxy.Forwarder;

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
    public void A_connection_that_broke_before_an_answer_is_repeated_only_where_that_is_safe(string method, bool hasBody, string expected)
    {
        var retry = RetryPlan.For(method, hasBody, ForwarderError.Request, new HttpRequestException(HttpRequestError.ResponseEnded));

        Assert.Equal(expected, retry.ToString());
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    public void Where_no_connection_came_about_any_request_goes_elsewhere(string method, bool hasBody)
    {
        var retry = RetryPlan.For(method, hasBody, ForwarderError.Request, new HttpRequestException(HttpRequestError.ConnectionError));

        Assert.Equal(Retry.Elsewhere, retry);
    }

    [Theory]
    [InlineData(ForwarderError.RequestTimedOut)]
    [InlineData(ForwarderError.RequestCanceled)]
    [InlineData(ForwarderError.ResponseBodyDestination)]
    [InlineData(ForwarderError.NoAvailableDestinations)]
    public void Nothing_else_is_repeated(ForwarderError error) =>
        Assert.Equal(Retry.No, RetryPlan.For("GET", hasBody: false, error, new HttpRequestException(HttpRequestError.ConnectionError)));
}
