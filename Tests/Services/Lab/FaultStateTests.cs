using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workshop.Endpoints.Lab.Faults;

namespace Workshop.Services.Tests.Lab;

public sealed class FaultStateTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FaultState _faults;

    public FaultStateTests() => _faults = new FaultState(_time, _services.GetRequiredService<IMeterFactory>(), NullLogger<FaultState>.Instance);

    [Fact]
    public void Faults_end_by_themselves()
    {
        _faults.Set(new FaultPlan { LatencyMs = 1, Seconds = 60 });

        _time.Advance(TimeSpan.FromSeconds(59));
        var before = _faults.Current.LatencyMs;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 0), (before, _faults.Current.LatencyMs));
    }

    [Fact]
    public void A_new_plan_takes_the_place_and_the_time_of_the_one_before()
    {
        _faults.Set(new FaultPlan { LatencyMs = 1, Seconds = 60 });
        _faults.Set(new FaultPlan { ErrorRate = 1, Seconds = 120 });

        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(new FaultPlan { ErrorRate = 1, Seconds = 120 }, _faults.Current);
    }

    [Fact]
    public void Memory_is_held_and_given_back()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);

        _faults.Set(new FaultPlan { MemoryMiB = 200 });
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        _faults.Clear();
        var left = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(held >> 20, 150, 250);
        Assert.InRange(left >> 20, -100, 50);
    }

    [Fact]
    public async Task A_processor_is_kept_busy_until_that_ends()
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;

        _faults.Set(new FaultPlan { Cpus = 1 });
        await Eventually.Is(() => Used(process, before) > TimeSpan.FromSeconds(0.5), "half a second was computed", Limit, CancellationToken.None);
        _faults.Clear();

        Assert.Equal(FaultPlan.None, _faults.Current);
    }

    public void Dispose()
    {
        _faults.Dispose();
        _services.Dispose();
    }

    private static TimeSpan Used(Process process, TimeSpan before)
    {
        process.Refresh();
        return process.TotalProcessorTime - before;
    }
}
