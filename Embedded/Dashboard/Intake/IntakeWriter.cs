using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Workshop.Dashboard.Intake.Decoding;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake;

/// <summary>The one who writes to the store: batch by batch, in the order of their arrival.</summary>
internal sealed partial class IntakeWriter : IHostedService, IAsyncDisposable
{
    private readonly Channel<IntakeBatch> _batches;
    private readonly TelemetryStore _store;
    private readonly ILogger<IntakeWriter> _logger;
    private readonly Dictionary<TelemetryKind, ItemDecoder> _decoders;
    private Task _writing = Task.CompletedTask;

    public IntakeWriter(IOptions<IntakeOptions> options, IOptions<TelemetryOptions> limits, TelemetryStore store, TimeProvider clock, ILogger<IntakeWriter> logger)
    {
        _batches = Channel.CreateBounded<IntakeBatch>(new BoundedChannelOptions(options.Value.MaxRequests) { SingleReader = true });
        _store = store;
        _logger = logger;
        var tags = new TagReader(limits.Value);
        var sources = new SourceReader(tags, clock);
        _decoders = new()
        {
            [TelemetryKind.Traces] = new SpanDecoder(limits.Value, tags, sources),
            [TelemetryKind.Logs] = new LogDecoder(tags, sources, clock),
            [TelemetryKind.Metrics] = new MetricDecoder(limits.Value, tags, sources),
        };
    }

    /// <returns>False when the queue is full: the batch stays its owner's.</returns>
    public bool TryWrite(IntakeBatch batch) => _batches.Writer.TryWrite(batch);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _batches.Writer.TryComplete();
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        _batches.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        await foreach (var batch in _batches.Reader.ReadAllAsync(CancellationToken.None))
        {
            using var payload = batch.Payload;
            try
            {
                batch.Complete(_store.Write(batch.Kind, shelves => _decoders[batch.Kind].Decode(shelves, payload.Bytes)));
            }
            catch (Exception e)
            {
                // A fault of ours in one batch must not end the intake of all others.
                LogWriteFailed(e, batch.Kind);
                batch.Fail(e);
            }
        }
    }

    [LoggerMessage(EventId = 4103, Level = LogLevel.Error, Message = "A batch of {Kind} could not be written")]
    private partial void LogWriteFailed(Exception failure, TelemetryKind kind);
}
