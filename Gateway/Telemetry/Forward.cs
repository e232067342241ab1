using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Workshop.Gateway.Forwarding;
using Yarp.ReverseProxy.Forwarder;

namespace Workshop.Gateway.Telemetry;

/// <summary>One request while it is forwarded: what its server span and the metrics learn about it. Names of the route file only, nothing that a client sent.</summary>
internal sealed class Forward : IDisposable
{
    private readonly GatewayMetrics _metrics;
    private readonly Activity? _span;
    private readonly string _cluster;
    private readonly TimeProvider _time;
    private readonly long _begunAt;
    private string _outcome = "refused";
    private int _repeats;

    public Forward(GatewayMetrics metrics, HttpContext context, string route, string cluster, TimeProvider time)
    {
        (_metrics, _cluster, _time, _begunAt) = (metrics, cluster, time, time.GetTimestamp());
        _span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        _span?.SetTag("workshop.gateway.route", route).SetTag("workshop.gateway.cluster", cluster);
    }

    public void Repeats(Retry retry)
    {
        _repeats++;
        _metrics.Repeated(_cluster, retry);
    }

    /// <param name="destination">The last one that was tried.</param>
    /// <param name="error">Null: it answered, whatever the status.</param>
    public void WentTo(string? destination, ForwarderError? error)
    {
        _outcome = error is null ? "answered" : error.ToString()!;
        _span?.SetTag("workshop.gateway.destination", destination);
        if (_repeats > 0)
        {
            _span?.SetTag("workshop.gateway.repeats", _repeats);
        }
    }

    public void Dispose() => _metrics.Ended(_cluster, _outcome, _time.GetElapsedTime(_begunAt));
}
