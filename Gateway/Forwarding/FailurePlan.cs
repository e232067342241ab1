using Yarp.ReverseProxy.Forwarder;

namespace Workshop.Gateway.Forwarding;

/// <summary>Decides what a failed attempt was. What a request itself causes must not look like a backend's fault: anybody could take every pod out of its turn.</summary>
internal static class FailurePlan
{
    public static AttemptFailure For(ForwarderError error, Exception? exception) => error switch
    {
        ForwarderError.Request => OfSending(exception),
        ForwarderError.RequestTimedOut => AttemptFailure.TooSlow,
        ForwarderError.ResponseBodyDestination => AttemptFailure.BrokenOff,

        // A header that the server will not write. Its other answers may be sound.
        ForwarderError.ResponseHeaders => AttemptFailure.BadAnswer,
        ForwarderError.RequestCreation => AttemptFailure.BadRequest,

        // A backend that does not read a body to its end, or ends an upgraded connection, may have been told enough: RequestBodyDestination, Upgrade…Destination.
        // A client that went or was too slow: RequestCanceled, RequestBody…, ResponseBody…, Upgrade…. Nobody to ask: NoAvailableDestinations.
        _ => AttemptFailure.OfNobody,
    };

    // Until the answer's head.
    private static AttemptFailure OfSending(Exception? exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => AttemptFailure.NoConnection,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => AttemptFailure.BrokenOff,
        HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } => IsOfTheStream(exception) ? AttemptFailure.BadRequest : AttemptFailure.BrokenOff,
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } => AttemptFailure.BadAnswer,
        _ => HasBroken(exception) ? AttemptFailure.BrokenOff : AttemptFailure.BadRequest,
    };

    // HTTP/2: a backend that takes a request for malformed resets its stream with PROTOCOL_ERROR (1), and goes on with the others.
    private static bool IsOfTheStream(Exception? exception) =>
        exception is HttpProtocolException { ErrorCode: 1 } || (exception?.InnerException is { } inner && IsOfTheStream(inner));

    private static bool HasBroken(Exception? exception) => exception is IOException || (exception?.InnerException is { } inner && HasBroken(inner));
}
