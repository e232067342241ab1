using System.Net;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Dashboard.Intake;
using Workshop.Dashboard.Telemetry;
using Workshop.ServiceDefaults;

namespace Workshop.Dashboard.Tests.Intake;

/// <summary>The intake and its store in this process, behind real sockets.</summary>
internal sealed class IntakeHost : IAsyncDisposable
{
    public const string Key = "key-0123456789";

    private readonly WebApplication _app;

    private IntakeHost(WebApplication app, IPAddress address)
    {
        _app = app;
        Pages = new Uri($"http://{address}:18888");
        Grpc = new Uri($"http://{address}:4317");
        Http = new Uri($"http://{address}:4318");
    }

    public Uri Pages { get; }

    public Uri Grpc { get; }

    public Uri Http { get; }

    public TelemetryStore Store => _app.Services.GetRequiredService<TelemetryStore>();

    /// <param name="settings">Such as <c>"Workshop:Telemetry:MaxTraces=3"</c>; without one about it, the key is <see cref="Key"/>.</param>
    public static async Task<IntakeHost> Start(params string[] settings)
    {
        var address = LoopbackAddress.Next();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.AddServiceDefaults(
        [
            $"--Workshop:Http={address}:18888", $"--Workshop:Health={address}:18887", $"--Workshop:Otlp:Grpc={address}:4317", $"--Workshop:Otlp:Http={address}:4318",
            "--Workshop:DrainDelay=00:00:00", "--Workshop:AccessLog=off", $"--Workshop:Otlp:ApiKey={Key}", .. settings.Select(setting => $"--{setting}"),
        ]);
        builder.Services.AddTelemetryStore();
        builder.AddIntake();
        var app = builder.Build();
        app.MapIntake();
        app.MapServiceDefaults();
        app.MapGet("/page", () => "a page");
        await app.StartAsync();
        return new IntakeHost(app, address);
    }

    /// <summary>A channel that gives the key with every call.</summary>
    public GrpcChannel Channel(string? key = Key) => GrpcChannel.ForAddress(Grpc, new GrpcChannelOptions { HttpClient = Client(key), DisposeHttpClient = true });

    /// <summary>A client that gives the key with every request, at no address in particular.</summary>
    public static HttpClient Client(string? key = Key)
    {
        var client = new HttpClient();
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("x-otlp-api-key", key);
        }

        return client;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
