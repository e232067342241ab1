using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Events;

/// <summary>Takes notes at once and writes Events from a queue of its own: telling must not delay, nor fail, what it tells about.</summary>
internal sealed partial class EventRecorder : IEventRecorder, IHostedService, IAsyncDisposable
{
    private const int QueueLimit = 10_000;

    private readonly IClusterClient _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger<EventRecorder> _logger;
    private readonly EventCorrelator _correlator = new();
    private readonly Channel<EventNote> _notes = Channel.CreateBounded<EventNote>(QueueLimit);
    private readonly Counter<long> _lost;
    private Task _writing = Task.CompletedTask;

    public EventRecorder(IClusterClient cluster, TimeProvider time, IMeterFactory meters, ILogger<EventRecorder> logger)
    {
        _cluster = cluster;
        _time = time;
        _logger = logger;
        _lost = meters.Create(LoopTelemetry.Source).CreateCounter<long>("workshop.cluster.events.lost", "{event}", "Events that were not written: the queue was full, or the write failed.");
    }

    public void Record(IKubernetesObject<V1ObjectMeta> about, string type, string reason, string message, string component, string? host = null, string? fieldPath = null)
    {
        var note = new EventNote(ReferenceTo(about, fieldPath), type, reason, message, component, host, _time.GetKubernetesNow());
        if (!_notes.Writer.TryWrite(note))
        {
            _lost.Add(1);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Writes what was noted until now; started first, it stops last.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _notes.Writer.TryComplete();
        return _writing.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _notes.Writer.TryComplete();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAllAsync()
    {
        await foreach (var note in _notes.Reader.ReadAllAsync())
        {
            try
            {
                if (_correlator.Correlate(note) is { } item)
                {
                    Write(item);
                }
            }
            catch (StatusException e) when (e.IsNamespaceTerminating() || e.IsNotFound)
            {
                // The namespace goes, or has gone, with all that could be told about it.
            }
            catch (Exception e)
            {
                _lost.Add(1);
                LogNotWritten(e, note.Reason, note.About.Kind, note.About.Name);
            }
        }
    }

    private void Write(Corev1Event item)
    {
        if (item.Count is null or 1 && item.Series is null)
        {
            _cluster.Create(item);
            return;
        }

        var patch = new JsonObject { ["message"] = item.Message };
        if (item.Series is { } series)
        {
            patch["series"] = new JsonObject { ["count"] = series.Count, ["lastObservedTime"] = series.LastObservedTime?.ToText() };
        }
        else
        {
            (patch["count"], patch["lastTimestamp"]) = (item.Count, item.LastTimestamp?.ToText());
        }

        try
        {
            _cluster.Patch<Corev1Event>(item.Metadata.NamespaceProperty, item.Metadata.Name, patch);
        }
        catch (StatusException e) when (e.IsNotFound)
        {
            // It has expired meanwhile; what repeats is told anew.
            _cluster.Create(item);
        }
    }

    private static V1ObjectReference ReferenceTo(IKubernetesObject<V1ObjectMeta> about, string? fieldPath)
    {
        var kind = KindTable.All.FirstOrDefault(row => row.Model == about.GetType());
        return new V1ObjectReference
        {
            ApiVersion = kind?.ApiVersion ?? about.ApiVersion,
            Kind = kind?.Kind ?? about.Kind,
            NamespaceProperty = about.Metadata.NamespaceProperty,
            Name = about.Metadata.Name,
            Uid = about.Metadata.Uid,
            ResourceVersion = about.Metadata.ResourceVersion,
            FieldPath = fieldPath,
        };
    }

    [LoggerMessage(EventId = 3220, Level = LogLevel.Warning, Message = "Event '{Reason}' of {Kind} '{Name}' could not be written")]
    private partial void LogNotWritten(Exception e, string reason, string kind, string name);
}
