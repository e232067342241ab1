using System.Net.Sockets;
using Workshop.Gateway.Forwarding;
using Yarp.ReverseProxy.Forwarder;

namespace Workshop.Gateway.Tests.Forwarding;

public class FailurePlanTests
{
    [Theory]
    [InlineData(ForwarderError.RequestTimedOut, AttemptFailure.TooSlow)]
    [InlineData(ForwarderError.ResponseBodyDestination, AttemptFailure.BrokenOff)]
    [InlineData(ForwarderError.ResponseHeaders, AttemptFailure.BadAnswer)]
    [InlineData(ForwarderError.RequestCreation, AttemptFailure.BadRequest)]
    [InlineData(ForwarderError.None, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.NoAvailableDestinations, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.RequestCanceled, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.RequestBodyCanceled, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.RequestBodyClient, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.RequestBodyDestination, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.ResponseBodyCanceled, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.ResponseBodyClient, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.UpgradeRequestCanceled, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.UpgradeRequestClient, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.UpgradeRequestDestination, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.UpgradeResponseCanceled, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.UpgradeResponseClient, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.UpgradeResponseDestination, AttemptFailure.OfNobody)]
    [InlineData(ForwarderError.UpgradeActivityTimeout, AttemptFailure.OfNobody)]
    internal void Each_failure_is_put_down_to_whom_it_concerns(ForwarderError error, AttemptFailure expected) =>
        Assert.Equal(expected, FailurePlan.For(error, new IOException()));

    [Fact]
    public void No_failure_of_the_proxys_is_left_out()
    {
        var tested = typeof(FailurePlanTests).GetMethod(nameof(Each_failure_is_put_down_to_whom_it_concerns), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (ForwarderError)(int)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!);

        Assert.Equal(Enum.GetValues<ForwarderError>().Order(), tested.Append(ForwarderError.Request).Order());
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, AttemptFailure.NoConnection)]
    [InlineData(HttpRequestError.NameResolutionError, AttemptFailure.NoConnection)]
    [InlineData(HttpRequestError.SecureConnectionError, AttemptFailure.NoConnection)]
    [InlineData(HttpRequestError.ResponseEnded, AttemptFailure.BrokenOff)]
    [InlineData(HttpRequestError.InvalidResponse, AttemptFailure.BadAnswer)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, AttemptFailure.BadAnswer)]
    [InlineData(HttpRequestError.VersionNegotiationError, AttemptFailure.BadAnswer)]
    [InlineData(HttpRequestError.Unknown, AttemptFailure.BadRequest)]
    internal void What_the_client_says_of_sending_is_told_apart(HttpRequestError error, AttemptFailure expected) =>
        Assert.Equal(expected, FailurePlan.For(ForwarderError.Request, new HttpRequestException(error)));

    [Fact]
    public void A_connection_that_was_reset_is_broken_whatever_wraps_it() =>
        Assert.Equal(AttemptFailure.BrokenOff, FailurePlan.For(ForwarderError.Request, new HttpRequestException("", new IOException("", new SocketException(104)))));

    [Theory]
    [InlineData(1, AttemptFailure.BadRequest)]
    [InlineData(7, AttemptFailure.BrokenOff)]
    internal void A_backend_that_resets_a_stream_as_malformed_means_the_request(int code, AttemptFailure expected) =>
        Assert.Equal(expected, FailurePlan.For(ForwarderError.Request, new HttpRequestException(HttpRequestError.HttpProtocolError, inner: new HttpProtocolException(code, "", null))));
}
