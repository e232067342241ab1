using Yarp.ReverseProxy.Forwarder;

namespace Workshop.Gateway.Forwarding;

/// <summary>What a client is told when no backend's answer can be had.</summary>
/// <param name="IsForNow">True where the same request may succeed in a moment.</param>
internal sealed record Refusal(int Status, string Detail, bool IsForNow = false)
{
    public static Refusal TooLarge(long? limit) => new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {limit} bytes.");

    /// <param name="limit">The largest body that was allowed.</param>
    public static Refusal For(string cluster, IForwarderErrorFeature failure, long? limit) => failure.Error switch
    {
        ForwarderError.NoAvailableDestinations => NotReady(cluster),
        ForwarderError.UpgradeActivityTimeout => NotInTime(cluster),
        ForwarderError.RequestBodyClient => OfTheClient(failure.Exception, limit),
        _ => FailurePlan.For(failure.Error, failure.Exception) switch
        {
            AttemptFailure.NoConnection => NotReady(cluster),
            AttemptFailure.TooSlow => NotInTime(cluster),
            AttemptFailure.BadRequest => new(StatusCodes.Status400BadRequest, $"The request cannot be passed on as it is to a backend of '{cluster}'."),
            AttemptFailure.BadAnswer => new(StatusCodes.Status502BadGateway, $"The answer of a backend of '{cluster}' cannot be passed on."),
            _ => new(StatusCodes.Status502BadGateway, $"A backend of '{cluster}' broke off before it answered."),
        },
    };

    private static Refusal NotInTime(string cluster) => new(StatusCodes.Status504GatewayTimeout, $"A backend of '{cluster}' did not answer in time.");

    private static Refusal NotReady(string cluster) =>
        new(StatusCodes.Status503ServiceUnavailable, $"No backend of '{cluster}' is ready. Try again in a moment.", IsForNow: true);

    private static Refusal OfTheClient(Exception? exception, long? limit) => StatusIn(exception) switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge(limit),
        StatusCodes.Status408RequestTimeout => new(StatusCodes.Status408RequestTimeout, "The body came too slowly."),
        _ => new(StatusCodes.Status400BadRequest, "The body could not be read to its end."),
    };

    private static int? StatusIn(Exception? exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AggregateException many => many.InnerExceptions.Select(StatusIn).FirstOrDefault(status => status is not null),
        { InnerException: { } inner } => StatusIn(inner),
        // The time for anything to come was over while the client was waited for.
        OperationCanceledException => StatusCodes.Status408RequestTimeout,
        _ => null,
    };
}
