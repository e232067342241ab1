using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Health;

namespace Workshop.ServiceDefaults.Tests.Health;

public sealed class DependenciesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Lines _log = new();
    private readonly Dependencies _dependencies;

    public DependenciesTests() => _dependencies = new Dependencies(_services.GetRequiredService<IMeterFactory>(), _time, _log);

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Each_change_is_said_once_however_often_reasons_alternate()
    {
        _dependencies.Found("redis");
        foreach (var reason in new[] { "cannot be reached", "cannot be reached", "does not answer", "cannot be reached", "does not answer" })
        {
            _dependencies.Lost("redis", reason);
        }

        _time.Advance(TimeSpan.FromSeconds(7));
        _dependencies.Found("redis");
        _dependencies.Found("redis");

        Assert.Equal(["Degraded: 'redis' cannot be reached", "Still degraded: 'redis' now does not answer", "'redis' is there again, after 7.0 s"], _log.All);
    }

    [Fact]
    public void The_details_say_what_is_missing_since_when_and_why()
    {
        _dependencies.Found("auth");
        _dependencies.Lost("redis", "cannot be reached");

        var details = JsonDocument.Parse(HealthDetails.Write(_dependencies.All)).RootElement;

        Assert.Equal("degraded", details.GetProperty("status").GetString());
        Assert.Equal("""{"status":"degraded","since":"2026-01-02T03:04:05+00:00","reason":"cannot be reached"}""", details.GetProperty("dependencies").GetProperty("redis").GetRawText());
        Assert.Equal("healthy", details.GetProperty("dependencies").GetProperty("auth").GetProperty("status").GetString());
    }

    [Fact]
    public void Degraded_time_is_counted_also_while_it_lasts()
    {
        var seconds = new List<double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => Listen(instrument, it) };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seconds.Add(value));
        listener.Start();

        _dependencies.Lost("redis", "cannot be reached");
        _time.Advance(TimeSpan.FromSeconds(3));
        listener.RecordObservableInstruments();
        _time.Advance(TimeSpan.FromSeconds(2));
        _dependencies.Found("redis");
        _time.Advance(TimeSpan.FromSeconds(60));
        listener.RecordObservableInstruments();

        Assert.Equal([3, 5], seconds);
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "workshop.degraded.time" && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private sealed class Lines : ILogger<Dependencies>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
