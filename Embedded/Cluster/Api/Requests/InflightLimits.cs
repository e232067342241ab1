using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Requests;

/// <summary>
/// How many requests are answered at once: reading and changing ones apart, with the numbers of kube-apiserver's <c>--max-requests-inflight</c> and <c>--max-mutating-requests-inflight</c>.
/// What lasts (watches, logs, streams, proxies) does not count. One more is told to come again in a second, as kubectl and every client library then does.
/// </summary>
internal sealed class InflightLimits : IDisposable
{
    public const int MostReading = 400;
    public const int MostChanging = 200;

    private static readonly string[] Reading = ["get", "list", "head", "options"];
    private static readonly string[] LastingVerbs = ["watch", "proxy"];
    private static readonly string[] LastingSubresources = ["attach", "exec", "log", "portforward", "proxy"];

    private readonly ConcurrencyLimiter _reading = Of(MostReading);
    private readonly ConcurrencyLimiter _changing = Of(MostChanging);
    private readonly Counter<long> _refused;

    public InflightLimits(IMeterFactory meters) =>
        _refused = meters.Create(LoopTelemetry.Source).CreateCounter<long>("workshop.cluster.requests.refused", "{request}", "Requests that were answered with 429 because too many were under way.");

    /// <returns>A place, given back by its disposal; null for a request that does not count.</returns>
    /// <exception cref="StatusException">429: all are taken.</exception>
    public IDisposable? Enter(AccessAttributes request)
    {
        if (LastingVerbs.Contains(request.Verb) || LastingSubresources.Contains(request.Subresource))
        {
            return null;
        }

        var isReading = Reading.Contains(request.Verb);
        var place = (isReading ? _reading : _changing).AttemptAcquire();
        if (place.IsAcquired)
        {
            return place;
        }

        place.Dispose();
        _refused.Add(1, new KeyValuePair<string, object?>("kind", isReading ? "reading" : "changing"));
        throw ApiFailures.TooManyRequests();
    }

    public void Dispose()
    {
        _reading.Dispose();
        _changing.Dispose();
    }

    private static ConcurrencyLimiter Of(int most) => new(new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });
}
