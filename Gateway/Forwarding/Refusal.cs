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
        ForwarderError.Request when RetryPlan.IsNoConnection(failure.Exception) => NotReady(cluster),
        ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout => new(StatusCodes.Status504GatewayTimeout, $"A backend of '{cluster}' did not answer in time."),
        ForwarderError.RequestBodyClient => OfTheClient(failure.Exception, limit),
        _ => new(StatusCodes.Status502BadGateway, $"A backend of '{cluster}' broke off before it answered."),
    };

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
        _ => null,
    };
}
