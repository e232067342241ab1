using System.Threading.RateLimiting;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Streams;

/// <summary>Bounds how many programs and tunnels clients may have open at once.</summary>
internal sealed class StreamLimit : IDisposable
{
    public const int Most = 256;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions { PermitLimit = Most, QueueLimit = 0 });

    /// <returns>A place, given back by its disposal.</returns>
    /// <exception cref="StatusException">429: all are taken.</exception>
    public IDisposable Enter() => _places.AttemptAcquire() is { IsAcquired: true } place
        ? place
        : throw new StatusException(429, "TooManyRequests", $"{Most} streams (exec, attach, port-forward) are open already, which is the limit of this cluster. End some and try again.");

    public void Dispose() => _places.Dispose();
}
