using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class LoopRunnerTests : IAsyncDisposable
{
    private static readonly ObjectKey Hello = new("default", "hello");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<string> _outcomes = [];
    private readonly MeterListener _listener = new();

    public LoopRunnerTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "workshop.cluster.reconciles" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            lock (_outcomes)
            {
                _outcomes.Add(tags.ToArray().Single(tag => tag.Key == "outcome").Value!.ToString()!);
            }
        });
        _listener.Start();
    }

    [Fact]
    public async Task A_conflict_a_vanished_object_a_refusal_and_an_error_are_each_tried_again_and_counted()
    {
        await RunAsync(new Script(
            () => throw StatusErrors.Stale(KindTable.Pod, "hello"),
            () => throw StatusErrors.NotFound(KindTable.Pod, "hello"),
            () => throw StatusErrors.Forbidden(KindTable.Pod, "hello", "exceeded quota"),
            () => throw new InvalidOperationException("a mistake of ours"),
            () => ReconcileResult.Done));

        Assert.Equal(["conflict", "conflict", "refused", "error", "done"], _outcomes);
    }

    [Fact]
    public async Task A_pass_that_asks_for_another_one_gets_it()
    {
        await RunAsync(new Script(() => ReconcileResult.After(TimeSpan.FromMilliseconds(1)), () => ReconcileResult.Done));

        Assert.Equal(["done", "done"], _outcomes);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _services.DisposeAsync();
    }

    private async Task RunAsync(Script script)
    {
        using var telemetry = new LoopTelemetry(_services.GetRequiredService<IMeterFactory>());
        var loop = new Loop("test", script, [add => Named(add)], Workers: 2);
        await using var runner = new LoopRunner(loop, telemetry, TimeProvider.System, NullLogger<LoopRunner>.Instance);
        await runner.StartAsync(CancellationToken.None);
        await script.Ended.WaitAsync(Limit);
        await runner.StopAsync(CancellationToken.None);
    }

    private static MemoryStream Named(Action<ObjectKey> add)
    {
        add(Hello);
        return new MemoryStream();
    }

    /// <summary>Does at each pass what the next line says.</summary>
    private sealed class Script(params Func<ReconcileResult>[] lines) : IReconciler
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _next;

        public Task Ended => _ended.Task;

        public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
        {
            var line = _next++;
            if (_next == lines.Length)
            {
                _ended.SetResult();
            }

            return Task.FromResult(lines[line]());
        }
    }
}
