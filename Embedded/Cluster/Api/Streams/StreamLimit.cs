using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Streams;

/// <summary>Bounds how many programs and tunnels clients may have open at once.</summary>
internal sealed class StreamLimit
{
    public const int Most = 256;

    private int _open;

    /// <returns>A place, given back by its disposal.</returns>
    /// <exception cref="StatusException">429: all are taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            throw new StatusException(429, "TooManyRequests", $"{Most} streams (exec, attach, port-forward) are open already, which is the limit of this cluster. End some and try again.");
        }

        return new Place(this);
    }

    private sealed class Place(StreamLimit limit) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref limit._open);
    }
}
