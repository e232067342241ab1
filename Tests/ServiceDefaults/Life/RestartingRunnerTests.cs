using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Life;

namespace Workshop.ServiceDefaults.Tests.Life;

public sealed class RestartingRunnerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Work_that_fails_begins_anew_after_a_pause_and_is_told_and_counted()
    {
        var counted = 0L;
        using var listener = new MeterListener { InstrumentPublished = Listen };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted += tags[0] is { Key: "workshop.part", Value: "feed" } ? value : 0);
        listener.Start();
        var (runs, again) = (0, new TaskCompletionSource());
        using var end = new CancellationTokenSource();
        var log = new Lines();

        var running = new RestartingRunner(_services.GetRequiredService<IMeterFactory>(), _time, log).RunAsync("feed", WorkAsync, end.Token);
        Assert.Equal((1, 1), (runs, counted));
        _time.Advance(TimeSpan.FromSeconds(2));
        await again.Task.WaitAsync(Limit);
        await end.CancelAsync();
        await running;

        Assert.Equal((2, 1), (runs, counted));
        Assert.Equal("'feed' failed unexpectedly and begins anew", Assert.Single(log.All));

        async Task WorkAsync(CancellationToken ct)
        {
            if (++runs == 1)
            {
                throw new NotSupportedException("nobody thought of this");
            }

            again.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, ct);
        }
    }

    [Fact]
    public async Task Work_that_ends_by_itself_is_over()
    {
        var runner = new RestartingRunner(_services.GetRequiredService<IMeterFactory>(), _time, new Lines());

        await runner.RunAsync("feed", _ => Task.CompletedTask, CancellationToken.None);
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "workshop.restarts" && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private sealed class Lines : ILogger<RestartingRunner>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
