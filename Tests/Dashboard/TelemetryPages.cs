using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using Workshop.Dashboard.Shell;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Tests;

/// <summary>Draws pages without a browser, on a store of samples.</summary>
internal static class TelemetryPages
{
    public static BunitContext Context(SampleStore store)
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        context.Services.AddSingleton<ITelemetryStore>(store);
        context.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(TelemetrySamples.Noon.AddSeconds(59)));
        context.Services.AddScoped<BrowserClock>();
        return context;
    }

    public static ResourceSummary Sender(string service, string instance) => new(TelemetrySamples.Resource(service, instance), 1, 0, 1, 1, TelemetrySamples.Noon);

    public static TraceSummary Summary(string id, int spans = 1, int errors = 0, bool hasRoot = true) => new(
        id, "GET /login", TelemetrySamples.Resource("gateway", "gateway-1"), hasRoot, TelemetrySamples.Noon, TimeSpan.FromMilliseconds(12), spans, errors, 0,
        [new("gateway", spans, errors)]);
}
