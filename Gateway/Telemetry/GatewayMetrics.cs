using System.Diagnostics.Metrics;
using Workshop.Gateway.Forwarding;
using Yarp.ReverseProxy;

namespace Workshop.Gateway.Telemetry;

/// <summary>What the gateway counts: requests forwarded and refused, attempts repeated, destinations to choose from, changes of routes and certificates.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<int> _active;
    private readonly Counter<int> _retries;
    private readonly Counter<int> _reloads;

    public GatewayMetrics(IMeterFactory meters, IServiceProvider services)
    {
        _meter = meters.Create("Workshop.Gateway");
        _duration = _meter.CreateHistogram(
            "workshop.gateway.forward.duration", "s", "From the choice of a backend to the last byte of the answer.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _active = _meter.CreateUpDownCounter<int>("workshop.gateway.active_forwards", "{request}", "Requests that are being forwarded.");
        _retries = _meter.CreateCounter<int>("workshop.gateway.retries", "{attempt}", "Attempts that failed before an answer and were followed by another.");
        _reloads = _meter.CreateCounter<int>("workshop.gateway.reloads", "{change}", "Changes of the routes or the certificate, by outcome: accepted or refused.");
        _meter.CreateObservableGauge("workshop.gateway.destinations", () => Destinations(services), "{destination}", "Backends to choose from, by cluster: all known, and those that requests go to.");
        _meter.CreateObservableGauge("workshop.gateway.certificate.remaining", Remaining, "s", "Until the certificate in force ends; below zero once it has.");
    }

    /// <value>Set once there is a certificate from files.</value>
    public Func<TimeSpan>? CertificateRemaining { get; set; }

    private static double[] Seconds => [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

    public Forward Begin(HttpContext context, string route, string cluster, TimeProvider time)
    {
        _active.Add(1, new KeyValuePair<string, object?>("workshop.gateway.cluster", cluster));
        return new Forward(this, context, route, cluster, time);
    }

    /// <param name="what">routes or certificate.</param>
    public void Reloaded(string what, bool isAccepted) =>
        _reloads.Add(1, new("workshop.gateway.reload.of", what), new("outcome", isAccepted ? "accepted" : "refused"));

    public void Dispose() => _meter.Dispose();

    internal void Repeated(string cluster, Retry retry) => _retries.Add(1, new("workshop.gateway.cluster", cluster), new("reason", retry == Retry.Once ? "broken" : "unreachable"));

    internal void Ended(string cluster, string outcome, TimeSpan duration)
    {
        _active.Add(-1, new KeyValuePair<string, object?>("workshop.gateway.cluster", cluster));
        _duration.Record(duration.TotalSeconds, new("workshop.gateway.cluster", cluster), new("outcome", outcome));
    }

    private IEnumerable<Measurement<double>> Remaining() => CertificateRemaining is { } remaining ? [new(remaining().TotalSeconds)] : [];

    // Asked for lately: the proxy's state is made after this.
    private static IEnumerable<Measurement<int>> Destinations(IServiceProvider services)
    {
        foreach (var cluster in services.GetRequiredService<IProxyStateLookup>().GetClusters())
        {
            var state = cluster.DestinationsState;
            yield return new(state.AllDestinations.Count, new("workshop.gateway.cluster", cluster.ClusterId), new("state", "known"));
            yield return new(state.AvailableDestinations.Count, new("workshop.gateway.cluster", cluster.ClusterId), new("state", "available"));
        }
    }
}
